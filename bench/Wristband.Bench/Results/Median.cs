namespace Wristband.Bench.Results;

internal static class Median
{
    public static double Of(IEnumerable<double> values) => Percentile(values, 0.5);

    public static double P95(IEnumerable<double> values) => Percentile(values, 0.95);

    private static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        var place = share * (sorted.Count - 1);
        var (below, above) = ((int)Math.Floor(place), (int)Math.Ceiling(place));
        return sorted[below] + ((sorted[above] - sorted[below]) * (place - below));
    }
}
