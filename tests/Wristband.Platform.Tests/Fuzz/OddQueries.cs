namespace Wristband.Platform.Tests.Fuzz;

/// <summary>Query strings: paging, orders, fields and expressions as nobody would write them.</summary>
internal static class OddQueries
{
    private static readonly string[] Names =
    [
        "count", "start_index", "startIndex", "sort_by", "fields", "query", "upsert", "replace_custom_metadata", "values",
        "include_application_roles", "include_predefined_roles", "include_predefined_permissions", "include_application_permission_groups",
        "include_predefined_permission_boundaries", "nothing", "",
    ];

    private static readonly string[] Fields =
    [
        "id", "name", "displayName", "email", "emailVerified", "username", "externalId", "fullName", "status", "type", "value",
        "domainName",
        "tenantVisibility", "metadata.creationTime", "metadata.lastModifiedTime", "identityProviderType", "enabled", "givenName", "nothing",
    ];

    private static readonly string[] Operators = ["eq", "ne", "sw", "lt", "le", "gt", "ge", "in", "nin", "EQ", "co", ""];

    private static readonly string[] Numbers =
        ["0", "1", "2", "50", "100", "101", "-1", "2147483647", "2147483648", "99999999999999999999", "1.5", "1e3", "0x1", "+1", " 1",
        "x", ""];

    public static string Of(Random random) =>
        string.Join('&', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pair(random)));

    private static string Pair(Random random)
    {
        var name = Names[random.Next(Names.Length)];
        if (random.Next(8) == 0) return $"{name}={OddValues.Escaped(random)}";
        return name + "=" + (name switch
        {
            "count" or "start_index" or "startIndex" => Uri.EscapeDataString(Numbers[random.Next(Numbers.Length)]),
            "sort_by" => Uri.EscapeDataString(string.Join(',', Enumerable.Range(0, random.Next(1, 7)).Select(_ => Order(random)))),
            "fields" => Uri.EscapeDataString(string.Join(',', Enumerable.Range(0, random.Next(1, 7)).Select(_ => Field(random)))),
            "query" => Uri.EscapeDataString(Expression(random, depth: 0)),
            _ => random.Next(2) == 0 ? "true" : OddValues.Escaped(random),
        });
    }

    private static string Order(Random random) => random.Next(4) switch
    {
        0 => Field(random),
        1 => Field(random) + ":asc",
        2 => Field(random) + ":desc",
        _ => Field(random) + ":" + OddValues.Text(random),
    };

    private static string Field(Random random) => Fields[random.Next(Fields.Length)];

    private static string Expression(Random random, int depth) => random.Next(depth > 3 ? 5 : 8) switch
    {
        5 => $"({Expression(random, depth + 1)})",
        6 => $"{Expression(random, depth + 1)} and {Expression(random, depth + 1)}",
        7 => $"{Expression(random, depth + 1)} or {Expression(random, depth + 1)}",
        4 => random.Next(6) == 0 ? new string('(', random.Next(1, 200)) : $"{Field(random)} {Value(random)}",
        3 => $"{Field(random)} {(random.Next(2) == 0 ? "in" : "nin")} "
            + $"({string.Join(',', Enumerable.Range(0, random.Next(0, 5)).Select(_ => Value(random)))})",
        _ => $"{Field(random)} {Operators[random.Next(Operators.Length)]} {Value(random)}",
    };

    private static string Value(Random random) => random.Next(8) switch
    {
        0 => "true",
        1 => "null",
        2 => "\"" + OddValues.Text(random),
        3 => "\"2026-01-15T09:30:00Z\"",
        4 => random.Next(2) == 0 ? "\"9999-12-31T23:59:59-14:00\"" : "\"0001-01-01T00:00:00+14:00\"",
        5 => "\"ACTIVE\"",
        _ => "\"" + OddValues.Text(random).Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal) + "\"",
    };
}
