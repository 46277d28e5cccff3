using System.Linq.Expressions;

namespace Wristband.Platform.Operations;

/// <summary>A reach as a filter.</summary>
internal static class ReachExtensions
{
    /// <summary>What the reach covers of rows that a tenant owns, or the application where that is null.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="reach">How far.</param>
    /// <param name="tenantOf">The tenant that owns a row.</param>
    /// <param name="besides">Which other rows count: those that are the caller, for permissions about oneself.</param>
    /// <param name="always">Whether they count even if the permission is not about oneself.</param>
    public static IQueryable<T> Within<T>(
        this IQueryable<T> rows, Reach reach, Expression<Func<T, string?>> tenantOf, Expression<Func<T, bool>>? besides = null,
        bool always = false)
    {
        if (reach.IsApplication) return rows;
        var covers = Covers(reach);
        var covered = new Put(covers.Parameters[0], tenantOf.Body).Visit(covers.Body);
        if (besides is not null && (always || reach.IsSelf))
            covered = Expression.OrElse(covered, new Put(besides.Parameters[0], tenantOf.Parameters[0]).Visit(besides.Body));
        return rows.Where(Expression.Lambda<Func<T, bool>>(covered, tenantOf.Parameters));
    }

    /// <summary>
    /// Whether a permission is about the application as such, and this is the one: lists over all tenants are for whoever may see all, or
    /// all but some.
    /// </summary>
    public static bool ReachesApplication(this Caller caller, string permission, string applicationId) =>
        caller.Application.Id == applicationId && caller.Permissions.ReachOf(permission).AllBut is not null;

    private static Expression<Func<string?, bool>> Covers(Reach reach)
    {
        // Lists in variables become parameters of the statement.
        var tenants = reach.Tenants.ToList();
        if (reach.AllBut is null) return tenantId => tenantId != null && tenants.Contains(tenantId);
        var hidden = reach.AllBut.Except(reach.Tenants).ToList();
        return tenantId => tenantId != null && !hidden.Contains(tenantId);
    }

    private sealed class Put(ParameterExpression parameter, Expression value) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? value : node;
    }
}
