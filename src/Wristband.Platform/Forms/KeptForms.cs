using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Wristband.Platform.Http;

namespace Wristband.Platform.Forms;

/// <summary>
/// Keeps one form for one page view, in the framework's TempData: an encrypted cookie that is gone once it was read. It is kept under the
/// address of its page, so that another tab with another sign-in does not show it.
/// </summary>
internal sealed class KeptForms(ITempDataDictionaryFactory factory)
{
    /// <summary>The cookie's name, without the prefix that it has over https.</summary>
    public const string Cookie = "wb-typed";
    private const string Prefix = "form ";
    private const int LongestValue = 320;

    // The answer's whole head has to stay below 4,096 bytes (X-D4). Text for the cookie is a third longer, and so is what is encrypted.
    private const int MostBytes = 1500;

    // Six bytes for each letter beyond ASCII would leave no room for a long name (X-C2).
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="context">The request that posted it.</param>
    /// <param name="form">What to keep.</param>
    /// <param name="pageRan">Then the framework saves it. It does not for a form that its check refused.</param>
    public void Keep(HttpContext context, KeptForm form, bool pageRan)
    {
        var data = factory.GetTempData(context);
        data.Clear();
        data[KeyOf(context)] = Fit(form);
        if (!pageRan) data.Save();
    }

    /// <summary>What was kept for the page of this request; null otherwise. It can be asked for as often as needed while it runs.</summary>
    public KeptForm? Find(HttpContext context)
    {
        if (context.Features.Get<Found>() is { } found) return found.Form;
        // To look into what is not there would take a cookie away that nobody has, on every page.
        var data = PlatformCookies.Read(context, Cookie) is null ? null : factory.GetTempData(context);
        var form = data?[KeyOf(context)] is string text ? JsonSerializer.Deserialize<KeptForm>(Base64Url.DecodeFromChars(text)) : null;
        context.Features.Set(new Found(form));
        return form;
    }

    private static string KeyOf(HttpContext context) => Prefix + context.Request.Path + context.Request.QueryString;

    // Whoever writes novels into a field gets back what people write; the longest goes first.
    private static string Fit(KeptForm form)
    {
        var typed = form.Typed.Where(field => field.Value.Length is > 0 and <= LongestValue).OrderBy(field => field.Value.Length).ToList();
        while (true)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(form with { Typed = typed.ToDictionary() }, Unescaped);
            if (json.Length <= MostBytes || typed.Count == 0) return Base64Url.EncodeToString(json);
            typed.RemoveAt(typed.Count - 1);
        }
    }

    private sealed record Found(KeptForm? Form);
}
