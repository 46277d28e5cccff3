using System.Globalization;
using System.Text.Json;

namespace Wristband.Bench.Results;

/// <summary>The table on screen and artifacts/bench/summary.json.</summary>
internal static class Summary
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Rows that are there and were not measured again stay.</summary>
    public static void Write(string file, IReadOnlyList<Result> results)
    {
        var rows = File.Exists(file) ? JsonSerializer.Deserialize<List<Result>>(File.ReadAllText(file), Readable)! : [];
        rows.RemoveAll(row => results.Any(result => result.Name == row.Name));
        rows.AddRange(results);
        File.WriteAllText(file, JsonSerializer.Serialize(rows, Readable) + "\n");
    }

    public static void Print(IEnumerable<Result> results)
    {
        Console.WriteLine();
        Console.WriteLine($"{"row",-26} {"ours",10} {"peer",10} {"ratio",7}  {"unit",-22} against");
        foreach (var row in results)
        {
            var against = row.Ours is null ? row.Conditions.Split('\n')[0] : row.PeerName ?? "";
            Console.WriteLine(
                $"{row.Name,-26} {Number(row.Ours),10} {Number(row.Peer),10} {Number(row.Ratio),7}  {row.Unit,-22} {against}");
        }
    }

    private static string Number(double? value) => value?.ToString("0.##", CultureInfo.InvariantCulture) ?? "-";
}
