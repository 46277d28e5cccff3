using System.Text.Json;

namespace Wristband.Platform.Tests.Isolation;

/// <summary>
/// Whether callers can tell what is beyond their boundary from what does not exist (P-46): by an answer, by what is different afterwards,
/// or by what somebody else reads in their audit log.
/// </summary>
internal sealed class IsolationCheck(World stranger, IReadOnlyList<Caller> callers)
{
    /// <summary>An id that nothing has.</summary>
    public const string Unknown = "abcdefghijklmnopqrstuvwxyz";

    /// <summary>All failures of one endpoint.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(string key, IReadOnlyList<Call> calls)
    {
        var failures = new List<string>();
        var worlds = callers.Select(c => c.World).Append(stranger).Distinct().ToArray();
        var before = await Rows.AllAsync(worlds);
        foreach (var caller in callers) failures.AddRange(await AskAsync(caller, key, calls));
        var after = await Rows.AllAsync(worlds);
        failures.AddRange(before.Except(after).Select(row => $"{key} took away or changed: {row}"));
        failures.AddRange(after.Except(before).Select(row => $"{key} left behind: {row}"));
        return failures;
    }

    private async Task<List<string>> AskAsync(Caller caller, string key, IReadOnlyList<Call> calls)
    {
        var (failures, refusals) = (new List<string>(), 0);
        var since = await Rows.LastAuditAsync(caller.World.Platform);
        var method = HttpMethod.Parse(key.Split(' ')[0]);
        foreach (var asked in calls.SelectMany(call => Questions(caller, call, IsRead(key))))
        {
            var unknown = await caller.SendAsync(method, asked.Unknown.Path, asked.Unknown.Body);
            if (unknown.Status is 403 or 404) refusals++;
            foreach (var (where, id, (path, body)) in asked.Foreign)
            {
                var foreign = await caller.SendAsync(method, path, body);
                if (foreign.Status is 403 or 404) refusals++;
                var who = $"{caller.Name}, {where}: {method} {path} {body}";
                if (unknown.Without(Unknown) != foreign.Without(id))
                    failures.Add($"{who}\n  is told      {foreign}\n  and made up  {unknown}");
                if (Seen(caller, foreign.Without(id)) is { } seen) failures.Add($"{who} shows {seen}: {foreign}");
            }
        }
        failures.AddRange(await AuditAsync(caller, key, since, refusals));
        return failures;
    }

    /// <summary>What a caller reads with their own ids has nothing of anybody else.</summary>
    public static async Task<IReadOnlyList<string>> ReadOwnAsync(Caller caller, string key, IReadOnlyList<Call> calls)
    {
        var failures = new List<string>();
        foreach (var (path, body) in calls.Select(call => call.Fill(caller.Own)))
        {
            var answer = await caller.SendAsync(HttpMethod.Parse(key.Split(' ')[0]), path, body);
            if (Seen(caller, answer) is { } seen) failures.Add($"{caller.Name}: {key} shows {seen}: {answer}");
        }
        return failures;
    }

    public static bool IsRead(string key) =>
        key.StartsWith("GET ", StringComparison.Ordinal) || key.Contains("/resolve-", StringComparison.Ordinal);

    // One question for each slot: the made up id, and the same with everything that is there and beyond the boundary.
    private static IEnumerable<Question> Questions(Caller caller, Call call, bool isRead)
    {
        for (var slot = 0; slot < call.Slots.Count; slot++)
        {
            var kind = call.Slots[slot];
            var foreign = caller.Foreign.Where(f => f.Value.ContainsKey(kind) && f.Value[kind] != caller.Own.GetValueOrDefault(kind))
                .Select(f => ($"{kind} of {f.Key}", f.Value[kind], call.Fill(caller.Own, slot, f.Value[kind]))).DistinctBy(f => f.Item2);
            yield return new Question(call.Fill(caller.Own, slot, Unknown), [.. foreign]);
        }
        // Lists are asked for ids as well; what is no list does not care.
        if (!isRead) yield break;
        var ids = caller.Foreign.SelectMany(f => f.Value.Values).Distinct().Where(id => !caller.Own.ContainsValue(id));
        foreach (var filter in new[] { "id in ({0}) or name in ({0})", "email in ({0})" })
        {
            var unknown = Filtered(call, caller.Own, filter, [Unknown]);
            yield return new Question(unknown, [("filter", Unknown, Filtered(call, caller.Own, filter, ids))]);
        }
    }

    private static (string Path, string? Body) Filtered(Call call, IdsByKind own, string filter, IEnumerable<string> ids)
    {
        var (path, body) = call.Fill(own);
        var list = string.Join(',', ids.Select(id => $"\"{id}\""));
        var query = Uri.EscapeDataString(filter.Replace("{0}", list, StringComparison.Ordinal));
        return ($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}query={query}", body);
    }

    private static string? Seen(Caller caller, ApiAnswer answer) => caller.Foreign
        .SelectMany(ids => ids.Value, (ids, pair) => (Where: ids.Key, Kind: pair.Key, Id: pair.Value))
        .Where(f => !caller.Own.ContainsValue(f.Id) && answer.Body.Contains(f.Id, StringComparison.Ordinal))
        .Select(f => $"the {f.Kind} of {f.Where}").FirstOrDefault();

    // Who tries ids out is seen by their own administrators, and nobody else hears of it.
    private static async Task<List<string>> AuditAsync(Caller caller, string key, long since, int refusals)
    {
        var failures = new List<string>();
        var events = await Rows.AuditAsync(caller.World.Platform, since);
        var refused = events.Count(e => e.Type == "api.refused");
        if (refused != refusals) failures.Add($"{caller.Name}: {key} refused {refusals} requests and noted {refused}");
        foreach (var written in events)
        {
            var text = JsonSerializer.Serialize(written);
            if (written.ApplicationId != caller.World.Application.Id || written.TenantId != caller.HomeTenantId)
                failures.Add($"{caller.Name}: {key} is noted where the caller is not at home: {text}");
            if (Seen(caller, new ApiAnswer(0, "", text)) is { } seen) failures.Add($"{caller.Name}: {key} notes {seen}: {text}");
        }
        return failures;
    }

    private sealed record Question(
        (string Path, string? Body) Unknown, IReadOnlyList<(string Where, string Id, (string Path, string? Body) Request)> Foreign);
}
