using Microsoft.Extensions.Options;
using Wristband.Platform.Background;

namespace Wristband.Platform.Email;

/// <summary>Registers the outbox and what empties it, and maps the mailbox of a development installation.</summary>
internal static class EmailExtensions
{
    public static WebApplicationBuilder AddEmail(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<SmtpOptions>().BindConfiguration("Platform:Smtp").ValidateOnStart();
        services.AddSingleton<IValidateOptions<SmtpOptions>, ValidateSmtpOptions>();
        services.AddSingleton<MailBody>();
        services.AddSingleton<Signal<OutboxMail>>();
        services.AddScoped<Outbox>();
        services.AddScoped<Mailbox>();
        services.AddSingleton<PendingMails>();
        services.AddSingleton<IMailTransport>(provider =>
            provider.GetRequiredService<IOptions<SmtpOptions>>() is { Value.IsConfigured: true } smtp
            ? new SmtpTransport(smtp)
            : new MailboxTransport());
        services.AddSingleton(new WatchedQueue(MailDelivery.Name, database =>
            database.OutboxMails.Where(m => m.SentAt == null && m.AbandonedAt == null).Select(m => m.CreatedAt)));
        services.AddSingleton<MailDelivery>();
        services.AddHostedService(provider => provider.GetRequiredService<MailDelivery>());
        return builder;
    }

    public static WebApplication MapEmail(this WebApplication app)
    {
        if (app.Environment.IsDevelopment()) app.MapGet("/api/messages", MailboxMessages.ListAsync);
        return app;
    }
}
