using Microsoft.AspNetCore.Builder;

namespace Wristband.AspNetCore.Startup;

/// <summary>
/// Whether routing, authentication and authorization come in this order. The framework adds what an application does not name itself in
/// front of everything that it does, which is right as long as it names none of the three; naming only some puts them in the wrong order.
/// </summary>
internal static class MiddlewareOrder
{
    private const string Routing = "__EndpointRouteBuilder";
    private const string Authentication = "__AuthenticationMiddlewareSet";
    private const string Authorization = "__AuthorizationMiddlewareSet";

    /// <summary>
    /// The three as the application called them, in the order of its first calls, before the framework adds the others. The framework marks
    /// each in the builder's properties, a dictionary that keeps the order of insertion as long as nothing is removed from it.
    /// </summary>
    public static IReadOnlyList<string> Called(IApplicationBuilder application) =>
        [.. application.Properties.Keys.Where(key => key is Routing or Authentication or Authorization)];

    /// <summary>For an application that names its middleware itself; <paramref name="called"/> is what it named, in order.</summary>
    public static IEnumerable<Finding> Problems(IReadOnlyList<string> called)
    {
        string[] order = [.. new[] { Routing, Authentication, Authorization }.Except(called), .. called];
        var (routing, authentication, authorization) =
            (Array.IndexOf(order, Routing), Array.IndexOf(order, Authentication), Array.IndexOf(order, Authorization));
        if (authorization < authentication)
            yield return new Finding(Severity.Broken, "WB1041 Authorization runs before authentication, so nobody ever counts as "
                + "signed in. Call app.UseAuthentication() and then app.UseAuthorization(), or neither: the framework adds "
                + "both.");
        if (authentication < routing || authorization < routing)
            yield return new Finding(Severity.Broken, "WB1042 Authentication or authorization runs before routing, so it does not "
                + "know which endpoint a request is for and cannot ask for its CSRF token. Call app.UseRouting(), "
                + "app.UseAuthentication() and app.UseAuthorization() in "
                + ""
                + "this order, or none of them: the framework adds all three.");
    }

    /// <summary>For an application in the older style, where nothing is added: whether all is there.</summary>
    public static IEnumerable<Finding> Missing(IApplicationBuilder application)
    {
        if (!application.Properties.ContainsKey(Authentication) || !application.Properties.ContainsKey(Authorization))
            yield return new Finding(Severity.Broken, "WB1041 Authentication or authorization is missing, so nobody ever counts as "
                + "signed in. Call app.UseAuthentication() and app.UseAuthorization() between UseRouting() and "
                + "UseEndpoints().");
    }
}
