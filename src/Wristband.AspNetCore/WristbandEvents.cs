namespace Wristband.AspNetCore;

/// <summary>
/// Where an application joins in. Assign the delegates in <see cref="WristbandOptions.Events"/>; services come from
/// <c>context.HttpContext.RequestServices</c>.
/// </summary>
public sealed class WristbandEvents
{
    /// <summary>
    /// A login is about to leave for the platform; also when it has to start again because the browser came back without its state.
    /// Leave a note for <see cref="OnSignedIn"/> in <see cref="WristbandLoginStartingContext.CustomState"/>.
    /// </summary>
    /// <value>The default does nothing.</value>
    public Func<WristbandLoginStartingContext, Task> OnLoginStarting { get; set; } = static _ => Task.CompletedTask;

    /// <summary>A login is complete and validated; the session is about to be written. Add claims here, or keep a user record.</summary>
    /// <value>The default does nothing.</value>
    public Func<WristbandSignedInContext, Task> OnSignedIn { get; set; } = static _ => Task.CompletedTask;

    /// <summary>The session is over because the user logged out; its cookies are already gone from the response.</summary>
    /// <value>The default does nothing.</value>
    public Func<WristbandSigningOutContext, Task> OnSigningOut { get; set; } = static _ => Task.CompletedTask;

    /// <summary>
    /// An access token could not be refreshed. The session goes on unless <see cref="WristbandRefreshFailedContext.SessionEnded"/>.
    /// </summary>
    /// <value>The default does nothing.</value>
    public Func<WristbandRefreshFailedContext, Task> OnRefreshFailed { get; set; } = static _ => Task.CompletedTask;

    /// <summary>
    /// A person is about to see one of the SDK's own pages. Set <see cref="WristbandProblemContext.Result"/> to show it in the
    /// application's own look. Clients that do not read HTML get JSON, and no event.
    /// </summary>
    /// <value>The default does nothing: the page has no style and no script, so that it fits every content security policy.</value>
    public Func<WristbandProblemContext, Task> OnProblem { get; set; } = static _ => Task.CompletedTask;

    /// <summary>The session endpoint is about to answer; change what the front end gets to see as <c>metadata</c>.</summary>
    /// <value>
    /// The default does nothing: the metadata are <c>tenantName</c>, <c>email</c> and <c>roles</c>, as far as they are known.
    /// </value>
    public Func<WristbandSessionMetadataContext, Task> OnSessionMetadata { get; set; } = static _ => Task.CompletedTask;
}
