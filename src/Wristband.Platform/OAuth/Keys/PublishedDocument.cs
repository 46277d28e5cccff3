using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Wristband.Platform.OAuth.Keys;

/// <summary>A JSON document that anybody may read and keep for five minutes: rendered once, answered from memory.</summary>
internal sealed class PublishedDocument(byte[] json) : IResult
{
    private readonly EntityTagHeaderValue _tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(json)[..16])}\"");

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.CacheControl = "public, max-age=300";
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        response.GetTypedHeaders().ETag = _tag;
        if (httpContext.Request.GetTypedHeaders().IfNoneMatch.Any(
            tag => tag.Compare(_tag, useStrongComparison: false) || tag == EntityTagHeaderValue.Any))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.ContentType = "application/json";
        response.ContentLength = json.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method)) await response.Body.WriteAsync(json, httpContext.RequestAborted);
    }
}
