namespace Wristband.AppHost;

internal static class Program
{
    private static void Main()
    {
    }
}
