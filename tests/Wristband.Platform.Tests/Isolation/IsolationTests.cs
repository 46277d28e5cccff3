using System.Text.Json;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Isolation;

/// <summary>
/// P-45, P-46, P-55: generated from the routes of the running host. Whatever endpoint, parameter and caller: what is beyond the caller's
/// boundary is answered like what does not exist, nothing changes, and nobody else hears of it.
/// </summary>
public class IsolationTests(IsolatedPlatform platform) : IClassFixture<IsolatedPlatform>
{
    /// <summary>Parameters of a query that name no id. Those of a list are asked for ids by the check itself.</summary>
    private static readonly string[] NoIds =
        ["fields", "sort_by", "query", "count", "start_index", "startIndex", "upsert", "replace_custom_metadata", "values", "ui_locales"];

    public static TheoryData<string> Endpoints => [.. Calls.All.Keys];

    [Fact]
    public void P46_every_endpoint_is_called_by_this_suite() =>
        Calls.Gaps(ApiEndpoint.All(platform.Host).Select(e => e.Key), Calls.All).ShouldBeEmpty();

    /// <summary>
    /// Otherwise everything would be refused alike for another reason. So each call succeeds once, in a world of its own where it changes
    /// something.
    /// </summary>
    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task The_calls_succeed_and_have_a_slot_for_every_id(string key)
    {
        var admin = IsolationCheck.IsRead(key)
            ? platform.Admin
            : await Caller.AdminAsync(await World.BuildAsync(platform.Host), platform.Stranger);
        foreach (var call in Calls.All[key])
        {
            var (path, body) = call.Fill(admin.Own);
            var answer = await admin.SendAsync(HttpMethod.Parse(key.Split(' ')[0]), path, body);
            answer.Succeeded.ShouldBeTrue($"{key} {body}: {answer}");
        }
        var called = string.Join('\n', Calls.All[key].Select(call => call.Path + call.Body));
        var fields = (await BodyFields.OfAsync(admin, key, Calls.All[key][0])).Where(BodyFields.NamesAnId);
        fields.Where(field => !called.Contains($"\"{field}\":\"{{", StringComparison.Ordinal)
            && !called.Contains($"\"{field}\":[\"{{", StringComparison.Ordinal))
            .ShouldBeEmpty($"{key} takes ids that no call has a slot for");
        var unheard = platform.Queries.All.Where(read => read.Key == key && !NoIds.Contains(read.Name)
            && !read.Name.StartsWith("include_", StringComparison.Ordinal)
            && !called.Contains($"{read.Name}={{", StringComparison.Ordinal)).Select(read => read.Name);
        string.Join(", ", unheard).ShouldBeEmpty($"{key} reads from the query what may be an id and has no slot");
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task P46_what_is_beyond_the_boundary_is_answered_like_what_does_not_exist(string key)
    {
        var failures = await new IsolationCheck(platform.Stranger, platform.Callers).RunAsync(key, Calls.All[key]);

        string.Join('\n', failures).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task P46_what_a_caller_reads_has_nothing_of_anybody_else(string key)
    {
        if (!IsolationCheck.IsRead(key)) return;
        var failures = new List<string>();
        foreach (var caller in platform.Callers) failures.AddRange(await IsolationCheck.ReadOwnAsync(caller, key, Calls.All[key]));

        string.Join('\n', failures).ShouldBeEmpty();
    }

    [Fact]
    public async Task P55_a_missing_permission_is_403_whatever_the_id()
    {
        var failures = new List<string>();
        foreach (var endpoint in ApiEndpoint.All(platform.Host).Where(e => e.Required?.Value is not null))
        {
            var method = HttpMethod.Parse(endpoint.Key.Split(' ')[0]);
            var callers = platform.WithoutRoles.Where(c => !c.Implied.Contains(endpoint.Required!.Value)).Select(c => c.Caller).ToList();
            callers.ShouldNotBeEmpty($"everybody has {endpoint.Required!.Value}");
            foreach (var (caller, call) in callers.SelectMany(_ => Calls.All[endpoint.Key], (caller, call) => (caller, call)))
            {
                IEnumerable<(string Path, string? Body)> requests =
                [
                    call.Fill(caller.Own),
                    (call.Fill(caller.Own).Path, "no JSON"),
                    .. Enumerable.Range(0, call.Slots.Count).Select(slot => call.Fill(caller.Own, slot, IsolationCheck.Unknown)),
                    call.Fill(platform.Stranger.OfApplication()),
                ];
                var answers = new HashSet<ApiAnswer>();
                foreach (var (path, body) in requests) answers.Add(await caller.SendAsync(method, path, body));
                if (answers.Count != 1 || answers.Single().Status != 403)
                    failures.Add($"{caller.Name}, {endpoint.Key}: {string.Join(" and ", answers)}");
            }
        }

        string.Join('\n', failures).ShouldBeEmpty();
    }

    /// <summary>A token of another application is none here.</summary>
    [Fact]
    public async Task P55_a_token_of_another_application_opens_nothing()
    {
        var elsewhere = await Caller.AdminAsync(platform.Stranger, platform.World);
        var here = elsewhere with { World = platform.World };
        foreach (var (key, calls) in Calls.All)
        {
            var (path, body) = calls[0].Fill(platform.Admin.Own);
            (await here.SendAsync(HttpMethod.Parse(key.Split(' ')[0]), path, body)).Status.ShouldBe(401, key);
        }
    }

    [Fact]
    public async Task P56_so_many_refusals_of_one_caller_are_noted_and_no_more()
    {
        await using var host = await PlatformHost.StartAsync(
            new Dictionary<string, string?> { ["Platform:RateLimits:AuditedRefusalsPerCaller:Permits"] = "3" });
        var (world, stranger) = (await World.BuildAsync(host), await World.BuildAsync(host));
        var callers = new[] { await Caller.AdminAsync(world, stranger), await Caller.TenantMachineAsync(world, stranger) };
        var since = await Rows.LastAuditAsync(host);

        foreach (var caller in callers)
        {
            for (var i = 0; i < 10; i++) (await caller.SendAsync(HttpMethod.Get, $"/users/{stranger.Home.Member.Id}")).Status.ShouldBe(404);
        }

        var events = await Rows.AuditAsync(host, since);
        events.Select(e => (e.Type, e.TenantId)).ShouldBe(
            [
                .. Enumerable.Repeat(("api.refused", (string?)null), 3),
                .. Enumerable.Repeat(("api.refused", (string?)world.Home.Tenant.Id), 3),
            ]);
        JsonSerializer.Serialize(events).ShouldNotContain(stranger.Home.Member.Id);
    }
}
