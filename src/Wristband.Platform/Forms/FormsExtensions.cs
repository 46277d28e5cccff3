using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace Wristband.Platform.Forms;

/// <summary>Registers how forms are checked and how they answer.</summary>
internal static class FormsExtensions
{
    public static WebApplicationBuilder AddForms(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<KeptForms>();
        services.AddSingleton<GoingOn>();
        services.Configure<MvcOptions>(mvc =>
        {
            mvc.Filters.Add<FormsComeBack>();
            mvc.ValueProviderFactories.Add(new TypedValues());
        });
        services.AddOptions<CookieTempDataProviderOptions>()
            .Configure<IHttpContextAccessor>((options, accessor) => options.Cookie = new FormCookie(accessor, KeptForms.Cookie));

        services.AddAntiforgery(options => options.SuppressXFrameOptionsHeader = true);
        services.AddOptions<AntiforgeryOptions>()
            .Configure<IHttpContextAccessor>((options, accessor) => options.Cookie = new FormCookie(accessor, "wb-form"));
        // The framework's own check, behind ours.
        var tokens = services.Last(s => s.ServiceType == typeof(IAntiforgery)).ImplementationType!;
        services.AddSingleton<IAntiforgery>(
            provider => new SameOriginAntiforgery((IAntiforgery)ActivatorUtilities.CreateInstance(provider, tokens)));
        return builder;
    }
}
