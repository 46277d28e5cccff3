namespace Wristband.Platform.Audit;

/// <summary>Registers the audit log.</summary>
internal static class AuditExtensions
{
    public static WebApplicationBuilder AddAudit(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<AuditLog>();
        return builder;
    }
}
