using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Storage;

/// <summary>
/// The database that commit 2166f86 made: its seed, a sign-in with its tokens, a wrong password, a password reset that waits and a
/// sign-up that nobody confirmed. Everything in it outlives all migrations.
/// </summary>
[Trait("Database", "Sqlite")]
public sealed class OldDatabaseTests : IDisposable
{
    private const string MasterKey = "xtCMBJ+k/97poojwBOe/2kDpshRn4lh6PhNMYWbX8UA=";
    private const string RefreshToken = "_cHrl0qlhRd5d5gmkdvOMvtdigumTr5gzdQwO88A6bs";
    private static readonly DateTimeOffset Then = new(2026, 11, 27, 18, 35, 0, TimeSpan.Zero);
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("wristband-old-");

    private string Database => Path.Combine(_data.FullName, "platform.db");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Every_value_is_as_it_was_but_a_password_that_nobody_confirmed_and_the_name_of_what_opens_keys()
    {
        await MakeAsync();
        var columns = await ColumnsAsync();
        var before = await ValuesAsync(columns);
        await using var platform = await StartAsync();

        var lost = before.Except(await ValuesAsync(columns)).ToList();

        before.Count.ShouldBeGreaterThan(300);
        lost.Select(value => value.Split(' ')[0]).Order(StringComparer.Ordinal)
            .ShouldBe(["DataProtectionKeys.Xml", "Users.PasswordHash"]);
    }

    [Fact]
    public async Task People_go_on_where_they_were()
    {
        await MakeAsync();
        await using var platform = await StartAsync();
        var application = new SomeApplication(
            "f3oi54x5s36fcmlz6ugmvn6dwb", "demo", "demo.dev.localhost",
            "yxxaym5hp7x7fkzwjveiptrv2g", "OzKd8rguSYCybY9SMWVbpHVHocqu4psQE5pTCNa1-Pw",
            "http://localhost:6001/api/auth/callback", "http://localhost:6001/api/auth/login");
        var browser = platform.NewBrowser();

        var refreshed = await new RelyingParty(platform, application).RefreshAsync(RefreshToken);
        var login = await browser.GetAsync($"http://acme-demo.dev.localhost:{The.Port}/login");
        var signedIn = await browser.SubmitAsync(
            login, "#login", new Dictionary<string, string> { ["email"] = "owner@acme.example", ["password"] = "opensesame-6002" },
            follow: false);
        var reset = (await platform.Mailbox.LastToAsync("viewer@acme.example")).Link;

        refreshed.Status.ShouldBe(HttpStatusCode.OK);
        signedIn.Status.ShouldBe(HttpStatusCode.SeeOther, signedIn.Text);
        new Uri(reset).AbsolutePath.ShouldBe("/reset-password");
    }

    private Task<PlatformHost> StartAsync() => PlatformHost.StartAsync(
        new Dictionary<string, string?> { ["Platform:DataDirectory"] = _data.FullName }, time: new FakeTimeProvider(Then));

    private async Task MakeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_data.FullName, "master.key"), MasterKey);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(_data.FullName, "master.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        // A dump has its tables in the order of their names.
        await ReadAsync(
            await File.ReadAllTextAsync(Repository.Folder("tests/Wristband.Platform.Tests/Storage/2166f86.sql")), "Foreign Keys=False");
    }

    private Task<List<string>> ColumnsAsync() => ReadAsync("""
        SELECT t.name || '.' || c.name FROM sqlite_master t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE '\_\_EF%' ESCAPE '\' AND t.name <> 'sqlite_sequence'
        """);

    private async Task<List<string>> ValuesAsync(IEnumerable<string> columns)
    {
        var values = new List<string>();
        foreach (var column in columns)
        {
            var parts = column.Split('.');
            values.AddRange(await ReadAsync(
                $"SELECT '{column} ' || rowid || ' ' || coalesce(quote(\"{parts[1]}\"), '') FROM \"{parts[0]}\""));
        }
        return values;
    }

    private async Task<List<string>> ReadAsync(string sql, string more = "")
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=False;{more}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // What is read is the test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var row = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await row.ReadAsync()) values.Add(row.GetString(0));
        return values;
    }
}
