namespace Wristband.Platform.Audit;

/// <summary>Registers the audit log.</summary>
internal static class AuditRoom
{
    public static WebApplicationBuilder AddAudit(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<AuditLog>();
        return builder;
    }
}
