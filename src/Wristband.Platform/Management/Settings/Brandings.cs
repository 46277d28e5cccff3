using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Branding;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Management.Api;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Management.Settings;

/// <summary>/api/v1/page-brandings and /api/v1/email-brandings: the same verbs for both.</summary>
internal static class Brandings
{
    public static void Map(IEndpointRouteBuilder api)
    {
        Map<PageBranding, PageStyle, PageStyleChange>(api, "/page-brandings");
        Map<EmailBranding, EmailStyle, EmailStyleChange>(api, "/email-brandings");
    }

    private static void Map<TRow, TStyle, TChange>(IEndpointRouteBuilder api, string path)
        where TRow : class, IStyled where TStyle : class, new() where TChange : class, IStyleChange
    {
        var write = BrandingNames.WriteOf<TRow>();
        api.MapPost(path, SaveAsync<TRow, TStyle, TChange>).RequirePermission(write);
        api.MapRead(path + "/{id}", GetAsync<TRow, TStyle>).RequirePermission(BrandingNames.ReadOf<TRow>());
        api.MapPatch(path + "/{id}", UpdateAsync<TRow, TStyle, TChange>).RequirePermission(write);
    }

    private static async Task<IResult> SaveAsync<TRow, TStyle, TChange>(HttpContext context, SaveBranding<TRow, TStyle> save)
        where TRow : class, IStyled where TStyle : class, new() where TChange : class, IStyleChange
    {
        var body = await Body.ReadAsync<TChange>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        var saved = await save.RunAsync(
            context.GetApiCaller(), body.Result, context.Request.Query.IsSet("upsert"), context.RequestAborted);
        return saved.Or(made => Answer<TRow, TStyle>(context, made.Row, made.IsNew));
    }

    private static async Task<IResult> GetAsync<TRow, TStyle>(string id, HttpContext context, PlatformDbContext database)
        where TRow : class, IStyled where TStyle : class, new()
    {
        var row = await database.OwnedFor<TRow>(context.GetApiCaller(), BrandingNames.ReadOf<TRow>()).AsNoTracking()
            .SingleOrDefaultAsync(b => b.Id == id, context.RequestAborted);
        return row is null
            ? Answers.Of(Refusal.Missing(BrandingNames.NounOf<TRow>(), id))
            : Answer<TRow, TStyle>(context, row);
    }

    private static async Task<IResult> UpdateAsync<TRow, TStyle, TChange>(
        string id, HttpContext context, UpdateBranding<TRow, TStyle> update)
        where TRow : class, IStyled where TStyle : class, new() where TChange : class, IStyleChange
    {
        var body = await Body.ReadAsync<TChange>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        var updated = await update.RunAsync(
            context.GetApiCaller(), id, body.Result, Versions.Expected(context.Request), context.RequestAborted);
        return updated.Or(row => Answer<TRow, TStyle>(context, row));
    }

    // The fields of the style stand beside those of the row.
    private static IResult Answer<TRow, TStyle>(HttpContext context, TRow row, bool isNew = false)
        where TRow : class, IStyled where TStyle : class, new()
    {
        var json = Wire.Of(new BrandingResource(
            row.Id, row.ApplicationId, Owner.TypeOf(row), Owner.IdOf(row), Metadata.Of(row, row.CreatedAt, row.UpdatedAt)));
        foreach (var (name, value) in Wire.Of(StyleFields<TStyle>.Read(row.Style))) json[name] = value?.DeepClone();
        return isNew ? Selection.Of(context).Created(json) : Selection.Of(context).Answer(json);
    }

    private sealed record BrandingResource(string Id, string ApplicationId, OwnerType OwnerType, string OwnerId, Metadata Metadata);
}
