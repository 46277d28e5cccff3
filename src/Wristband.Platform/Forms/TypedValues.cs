using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Primitives;

namespace Wristband.Platform.Forms;

/// <summary>Gives a page that shows its form again what was typed into it, as if it had been posted.</summary>
internal sealed class TypedValues : IValueProviderFactory
{
    public Task CreateValueProviderAsync(ValueProviderFactoryContext context)
    {
        var http = context.ActionContext.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method) && http.RequestServices.GetRequiredService<KeptForms>().Find(http) is { } kept)
        {
            var form = new FormCollection(kept.Typed.ToDictionary(field => field.Key, field => new StringValues(field.Value)));
            context.ValueProviders.Add(new FormValueProvider(BindingSource.Form, form, CultureInfo.InvariantCulture));
        }
        return Task.CompletedTask;
    }
}
