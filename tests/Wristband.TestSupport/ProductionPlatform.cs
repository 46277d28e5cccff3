using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Data;
using Wristband.Platform.Email;

namespace Wristband.TestSupport;

/// <summary>The platform as Production, at https://*:6002, whose mails stay where a test can read them.</summary>
public static class ProductionPlatform
{
    public static Task<PlatformHost> StartAsync(Action<WebApplicationBuilder>? configure = null) => PlatformHost.StartAsync(
        new Dictionary<string, string?>
        {
            ["Platform:PublicOrigins:0"] = "https://*:" + The.Port,
            ["Platform:MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Platform:Smtp:Host"] = "smtp.example.com",
            ["Platform:Smtp:From"] = "no-reply@example.com",
        },
        builder =>
        {
            builder.Services.AddSingleton<IMailTransport, MailboxTransport>();
            configure?.Invoke(builder);
        },
        environment: "Production");

    /// <summary>Where the one mail to this address leads.</summary>
    public static async Task<string> LinkMailedToAsync(this PlatformHost platform, string recipient)
    {
        await using var unit = platform.Services.CreateAsyncScope();
        unit.ServiceProvider.GetRequiredService<TenantScope>().EnterEveryApplication();
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        var mail = await database.OutboxMails.SingleAsync(m => m.ToAddress == recipient);
        return platform.Services.GetRequiredService<MailBody>().Open(mail.ProtectedBody)!.Actions[0].Url;
    }
}
