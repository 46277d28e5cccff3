using Wristband.Platform.Management.Api;
using Wristband.Platform.OAuth.Keys;
using Wristband.Platform.Http;

namespace Wristband.Platform.Management.Settings;

/// <summary>A key as the API shows it; the public half is in the application's key set.</summary>
internal sealed record SigningKeyResource(
    string Id, string ApplicationId, SigningAlgorithm Algorithm, KeyPosition Position, string? CreationTime, string? SignsFrom,
    string? SignsUntil, string? PublishedUntil)
{
    public static SigningKeyResource Of((SigningKey Key, KeyPosition Position) placed) => new(
        placed.Key.Id, placed.Key.ApplicationId, placed.Key.Algorithm, placed.Position, Wire.Time(placed.Key.CreatedAt),
        Wire.Time(placed.Key.SignsFrom), Wire.Time(placed.Key.SignsUntil), Wire.Time(placed.Key.PublishedUntil));
}

/// <summary>/api/v1/applications/{id}/signing-keys</summary>
internal static class SigningKeys
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapRead("/applications/{id}/signing-keys", ListAsync).RequirePermission("signing-key:read");
        api.MapPost("/applications/{id}/signing-keys/rotate", RotateAsync).RequirePermission("signing-key:rotate");
        api.MapDelete("/applications/{id}/signing-keys/{keyId}", RemoveAsync).RequirePermission("signing-key:delete");
    }

    // There are never more than a handful: they come as one part.
    private static async Task<IResult> ListAsync(string id, HttpContext context, ManagedKeys keys)
    {
        var listed = await keys.ListAsync(context.GetApiCaller(), id, context.RequestAborted);
        return listed.Or(found => Answer(context, found));
    }

    private static async Task<IResult> RotateAsync(string id, HttpContext context, RotateSigningKeys rotate)
    {
        var rotated = await rotate.RunAsync(context.GetApiCaller(), id, context.RequestAborted);
        return rotated.Or(found => Answer(context, found));
    }

    private static async Task<IResult> RemoveAsync(string id, string keyId, HttpContext context, RemoveSigningKey remove) =>
        Answers.NoContent(await remove.RunAsync(context.GetApiCaller(), id, keyId, context.RequestAborted));

    private static IResult Answer(HttpContext context, IReadOnlyList<(SigningKey Key, KeyPosition Position)> found) =>
        Selection.Of(context).Answer(new Page(1, found.Count, found.Count), found.Select(SigningKeyResource.Of));
}
