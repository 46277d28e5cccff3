using Microsoft.Data.Sqlite;
using Wristband.Platform.Data.Engines;
using Wristband.Platform.OAuth.Storage;
using Wristband.Platform.Security;

namespace Wristband.Platform.Data.Sqlite;

/// <summary>One connection that only reads, with its statements prepared. Used by one request at a time.</summary>
internal sealed class SqliteReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _token;
    private readonly SqliteStatement _grant;
    private readonly SqliteStatement _roles;

    public SqliteReader(string connectionString)
    {
        _connection = new SqliteConnection(connectionString);
        _connection.Open();
        _token = new SqliteStatement(_connection, GrantRows.FindToken, parameters: 1);
        _grant = new SqliteStatement(_connection, GrantRows.FindGrant, parameters: 2);
        _roles = new SqliteStatement(_connection, """
            SELECT r.Id, r.Name, r.DisplayName FROM UserRoles ur JOIN Roles r ON r.Id = ur.RoleId
            WHERE ur.TenantId = $1 AND ur.UserId = $2 ORDER BY r.Name
            """, parameters: 2);
    }

    public StoredToken? FindToken(string value)
    {
        using var row = _token.Query(SecretToken.Hash(value));
        return row.Read() ? GrantRows.ReadToken(row, value) : null;
    }

    public Grant? FindGrant(string tenantId, string familyId)
    {
        using var row = _grant.Query(tenantId, familyId);
        return row.Read() ? GrantRows.ReadGrant(row) : null;
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
}
