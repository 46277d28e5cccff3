using Microsoft.AspNetCore.Http;

namespace Wristband.AspNetCore.Web;

/// <summary>
/// The look of the SDK's pages. A file of its own, since any content security policy that lets the application have styles lets it have
/// this one; a page that does not get it is plain and complete.
/// </summary>
internal static class PageStyle
{
    public const string Path = "/page.css";

    private const string Css = """
        :root { color-scheme: light dark; --page: #f6f7f9; --card: #fff; --ink: #1b1f27; --quiet: #5b6472; --line: #dfe3ea;
          --act: #1d4ed8; --on-act: #fff }
        @media (prefers-color-scheme: dark) {
          :root { --page: #12151b; --card: #1b2029; --ink: #eceff4; --quiet: #a4adbb; --line: #2e3542;
            --act: #8fb4ff; --on-act: #0d1420 }
        }
        * { box-sizing: border-box }
        body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--page); color: var(--ink);
          font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif }
        main { width: 100%; max-width: 30rem; padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
          overflow-wrap: anywhere }
        h1 { margin: 0 0 .75rem; font-size: 1.375rem; line-height: 1.3; text-wrap: balance }
        p { margin: 0 0 1.25rem }
        p:last-child { margin: 0 }
        a { display: inline-block; padding: .625rem 1.25rem; border-radius: .5rem; background: var(--act); color: var(--on-act);
          font-weight: 600; text-decoration: none }
        a:hover { text-decoration: underline }
        a:focus-visible { outline: 3px solid var(--act); outline-offset: 2px }
        small { color: var(--quiet); font-size: .8125rem }
        @media (max-width: 30rem) { main { padding: 1.25rem } a { display: block; text-align: center } }

        """;

    public static Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = "text/css; charset=utf-8";
        context.Response.Headers.CacheControl = "public, max-age=86400";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.WriteAsync(Css);
    }
}
