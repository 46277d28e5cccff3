using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Running;

/// <summary>One of the product's servers as an operator runs it: a process of its own, which a test may kill.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _output = [];

    /// <summary>Starts a server and does not wait for it.</summary>
    public ServerProcess(string dll, string contentRoot, IReadOnlyDictionary<string, string> environment, string? workingDirectory = null)
        : this(StartInfo(dll, contentRoot, environment, workingDirectory))
    {
    }

    private ServerProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output
    {
        get { lock (_output) return string.Join('\n', _output); }
    }

    /// <summary>Starts the server and returns once it says that it is ready.</summary>
    public static Task<ServerProcess> StartAsync(
        string project, int port, IReadOnlyDictionary<string, string> environment, string? workingDirectory = null) => StartAsync(
        Binaries.Dll(project), Repository.Folder("src/" + project), new Uri($"http://localhost:{port}/health/ready"), HttpStatusCode.OK,
        environment, workingDirectory);

    /// <summary>Starts any server and returns once this address gives this answer.</summary>
    public static Task<ServerProcess> StartAsync(
        string dll, string contentRoot, Uri address, HttpStatusCode answer, IReadOnlyDictionary<string, string> environment,
        string? workingDirectory = null) =>
        StartAsync(StartInfo(dll, contentRoot, environment, workingDirectory), address, answer);

    /// <summary>Starts a server by a command of the test's own and returns once this address gives this answer.</summary>
    public static async Task<ServerProcess> StartAsync(ProcessStartInfo start, Uri address, HttpStatusCode answer = HttpStatusCode.OK)
    {
        var server = new ServerProcess(start);
        using var client = new HttpClient(LoopbackNetwork.Handler(), disposeHandler: true);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await AnswersAsync(client, address, answer, patience.Token))
        {
            if (server._process.HasExited)
                throw new InvalidOperationException(
                    $"{start.FileName} {start.ArgumentList.FirstOrDefault()} ended while starting:\n{server.Output}");
            await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System, patience.Token);
        }
        return server;
    }

    /// <summary>kill -9: no shutdown hook runs, no buffer is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM: what an orchestrator sends.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async Task<int> ExitCodeAsync(TimeSpan patience)
    {
        await _process.WaitForExitAsync().WaitAsync(patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    /// <summary>Whether this address gives this answer now.</summary>
    public static async Task<bool> AnswersAsync(HttpClient client, Uri address, HttpStatusCode answer, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(address, cancellationToken);
            return response.StatusCode == answer;
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException)
        {
            return false;
        }
    }

    private static ProcessStartInfo StartInfo(
        string dll, string contentRoot, IReadOnlyDictionary<string, string> environment, string? workingDirectory)
    {
        var start = new ProcessStartInfo("dotnet", [dll, "--contentRoot", contentRoot])
        {
            WorkingDirectory = workingDirectory ?? contentRoot,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
        };
        foreach (var (key, value) in environment) start.Environment[key] = value;
        return start;
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_output) _output.Add(line);
    }
}
