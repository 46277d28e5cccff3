using Microsoft.Data.Sqlite;
using Wristband.Platform.OAuth.Storage;
using Wristband.Platform.Security;

namespace Wristband.Platform.Data.Sqlite;

/// <summary>One connection that only reads, with its statements prepared. Used by one request at a time.</summary>
internal sealed class SqliteReader : IDisposable
{
    private const string GrantColumns = """
        f.TenantId, n.Name, f.Id, f.ApplicationId, f.ClientId, f.SessionId, f.Scope, f.AuthenticatedAt, f.Amr, f.CreatedAt,
        f.RevokedAt IS NULL AND u.Status = 'Active' AND n.Status = 'Active' AND c.Enabled,
        u.Id, u.IdentityProviderName, u.Email, u.EmailVerified, u.GivenName, u.FamilyName, u.PhoneNumber, u.PictureUrl, u.Locale,
        u.TimeZone, u.UpdatedAt, n.DisplayName
        """;

    private const string JoinPeople = """
        JOIN Users u ON u.TenantId = f.TenantId AND u.Id = f.UserId
        JOIN Tenants n ON n.Id = f.TenantId
        JOIN OAuthClients c ON c.Id = f.ClientId
        """;

    private const int ColumnsOfGrant = 23;
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _token;
    private readonly SqliteStatement _grant;
    private readonly SqliteStatement _roles;

    public SqliteReader(string connectionString)
    {
        _connection = new SqliteConnection(connectionString);
        _connection.Open();
        _token = new SqliteStatement(_connection, $"""
            SELECT {GrantColumns}, t.Kind, t.RedirectUri, t.CodeChallenge, t.Nonce
            FROM OAuthTokens t JOIN TokenFamilies f ON f.TenantId = t.TenantId AND f.Id = t.FamilyId {JoinPeople}
            WHERE t.ReferenceHash = $1
            """, parameters: 1);
        _grant = new SqliteStatement(
            _connection, $"SELECT {GrantColumns} FROM TokenFamilies f {JoinPeople} WHERE f.TenantId = $1 AND f.Id = $2", parameters: 2);
        _roles = new SqliteStatement(_connection, """
            SELECT r.Id, r.Name, r.DisplayName FROM UserRoles ur JOIN Roles r ON r.Id = ur.RoleId
            WHERE ur.TenantId = $1 AND ur.UserId = $2 ORDER BY r.Name
            """, parameters: 2);
    }

    public StoredToken? FindToken(string value)
    {
        using var row = _token.Query(SecretToken.Hash(value));
        if (!row.Read()) return null;
        var kind = Enum.Parse<OAuthTokenKind>(row.GetString(ColumnsOfGrant));
        var binding = kind == OAuthTokenKind.Code
            ? new CodeBinding(row.GetString(ColumnsOfGrant + 1), row.TextOrNull(ColumnsOfGrant + 2), row.TextOrNull(ColumnsOfGrant + 3))
            : null;
        return new StoredToken(value, kind, ReadGrant(row), binding);
    }

    public Grant? FindGrant(string tenantId, string familyId)
    {
        using var row = _grant.Query(tenantId, familyId);
        return row.Read() ? ReadGrant(row) : null;
    }

    public IReadOnlyList<GrantedRole> Roles(string tenantId, string userId)
    {
        var roles = new List<GrantedRole>();
        using var row = _roles.Query(tenantId, userId);
        while (row.Read()) roles.Add(new GrantedRole(row.GetString(0), row.GetString(1), row.GetString(2)));
        return roles;
    }

    public void Dispose()
    {
        _token.Dispose();
        _grant.Dispose();
        _roles.Dispose();
        _connection.Dispose();
    }

    private static Grant ReadGrant(SqliteDataReader row) => new(
        TenantId: row.GetString(0),
        TenantName: row.GetString(1),
        TenantDisplayName: row.GetString(22),
        FamilyId: row.GetString(2),
        ApplicationId: row.GetString(3),
        ClientId: row.GetString(4),
        SessionId: row.GetString(5),
        Scope: row.GetString(6),
        AuthenticatedAt: row.Time(7),
        Amr: row.GetString(8),
        CreatedAt: row.Time(9),
        IsLive: row.GetBoolean(10),
        Person: new Person(
            Id: row.GetString(11),
            IdentityProviderName: row.GetString(12),
            Email: row.GetString(13),
            EmailVerified: row.GetBoolean(14),
            GivenName: row.TextOrNull(15),
            FamilyName: row.TextOrNull(16),
            PhoneNumber: row.TextOrNull(17),
            PictureUrl: row.TextOrNull(18),
            Locale: row.TextOrNull(19),
            TimeZone: row.TextOrNull(20),
            UpdatedAt: row.Time(21)));
}
