using Wristband.Platform.Startup;

namespace Wristband.Platform.Security;

/// <summary>
/// Files that hold secrets: created with mode 0600 from the first byte on, replaced as a whole, in a directory with mode 0700.
/// </summary>
internal static class PrivateFile
{
    /// <summary>Creates the directory if it is missing; an existing one keeps the mode that its owner chose.</summary>
    public static void CreateDirectory(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
            else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(path, problem);
        }
    }

    /// <summary>What an operator is told of a place that the platform has to write to and cannot.</summary>
    public static RefusedStartException NotWritable(string path, Exception cause) => new(
        $"WB2170: '{path}' cannot be written to ({cause.Message}). Let the user who runs the platform write there, or name another "
        + "directory in Platform:DataDirectory.", cause);

    public static void Write(string path, string content)
    {
        CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var draft = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            File.Delete(draft);
            using (var writer = new StreamWriter(new FileStream(draft, options))) writer.Write(content);
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(path, problem);
        }
    }
}
