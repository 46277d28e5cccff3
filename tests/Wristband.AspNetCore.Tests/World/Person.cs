namespace Wristband.AspNetCore.Tests.World;

/// <summary>Who is signed in at the fake platform's tenant host.</summary>
internal sealed record Person(string Id, string TenantId, string TenantName, string Email)
{
    public static Person In(string tenant) => new($"user-of-{tenant}", $"id-of-{tenant}", tenant, $"alice@{tenant}.example");
}
