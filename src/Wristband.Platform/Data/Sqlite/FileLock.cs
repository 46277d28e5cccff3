using Wristband.Platform.Security;

namespace Wristband.Platform.Data.Sqlite;

/// <summary>
/// An exclusive claim that the operating system keeps on an empty file. It ends with the process that holds it, however that one
/// dies, and never by age.
/// </summary>
internal sealed class FileLock : IDisposable
{
    // What the systems call it: Windows a sharing violation, Linux and macOS EWOULDBLOCK.
    private const int OnWindows = unchecked((int)0x80070020);
    private const int OnLinux = 11;
    private const int OnMac = 35;
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Takes the lock; null while somebody else has it.</summary>
    public static FileLock? TryTake(string path)
    {
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
        }
        catch (IOException taken) when (taken.HResult is OnWindows or OnLinux or OnMac)
        {
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw PrivateFile.NotWritable(path, problem);
        }
    }

    /// <summary>Gives it back. The file stays: removing it would let two hold a lock on two files of one name.</summary>
    public void Dispose() => _file.Dispose();
}
