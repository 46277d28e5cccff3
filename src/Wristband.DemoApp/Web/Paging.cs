namespace Wristband.DemoApp.Web;

/// <summary>Which part of a long list a page shows. A number beyond the end shows the last part.</summary>
internal sealed record Paging(string Path, int Number, int Total)
{
    public const int Size = 50;

    public int Skip => (Number - 1) * Size;

    public bool HasMore => Number * Size < Total;

    public static Paging At(string path, int number, int total) =>
        new(path, Math.Clamp(number, 1, Math.Max(1, (total + Size - 1) / Size)), total);
}
