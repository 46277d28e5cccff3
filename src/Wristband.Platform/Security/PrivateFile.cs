namespace Wristband.Platform.Security;

/// <summary>
/// Files that hold secrets: created with mode 0600 from the first byte on, replaced as a whole, in a directory with mode 0700.
/// </summary>
internal static class PrivateFile
{
    /// <summary>Creates the directory if it is missing; an existing one keeps the mode that its owner chose.</summary>
    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public static void Write(string path, string content)
    {
        CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var draft = path + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(new FileStream(draft, options))) writer.Write(content);
        File.Move(draft, path, overwrite: true);
    }
}
