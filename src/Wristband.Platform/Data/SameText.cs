using System.Linq.Expressions;
using System.Reflection;

namespace Wristband.Platform.Data;

/// <summary>Compares text in the database without regard to upper and lower case.</summary>
internal static class SameText
{
    private static readonly MethodInfo Lower = typeof(string).GetMethod(nameof(string.ToLower), Type.EmptyTypes)!;

    /// <summary>The rows whose text is this one but for upper and lower case; none for null.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="of">The text of a row.</param>
    /// <param name="text">What to compare with.</param>
    public static IQueryable<T> WhereSame<T>(this IQueryable<T> rows, Expression<Func<T, string?>> of, string? text)
    {
        var lower = text?.ToLowerInvariant();
        // In a variable it becomes a parameter of the statement.
        Expression<Func<string?>> compared = () => lower;
        var isSame = Expression.Equal(Expression.Call(of.Body, Lower), compared.Body);
        return rows.Where(Expression.Lambda<Func<T, bool>>(isSame, of.Parameters));
    }
}
