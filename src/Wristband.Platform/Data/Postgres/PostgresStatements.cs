namespace Wristband.Platform.Data.Postgres;

/// <summary>
/// The token store's SQL. Each is the same text every time, so that it is prepared once a connection; times are Unix milliseconds.
/// </summary>
internal static class PostgresStatements
{
    /// <summary>$1 the tenant, $2 the user.</summary>
    public const string Roles = """
        SELECT r."Id", r."Name", r."DisplayName" FROM "UserRoles" ur JOIN "Roles" r ON r."Id" = ur."RoleId"
        WHERE ur."TenantId" = $1 AND ur."UserId" = $2 ORDER BY r."Name" COLLATE "C"
        """;

    public const string InsertFamily = """
        INSERT INTO "TokenFamilies"
            ("TenantId", "Id", "ApplicationId", "ClientId", "UserId", "SessionId", "Scope", "AuthenticatedAt", "Amr", "CreatedAt")
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    public const string InsertCode = """
        INSERT INTO "OAuthTokens" ("ReferenceHash", "TenantId", "ApplicationId", "FamilyId", "Kind", "CreatedAt", "ExpiresAt",
            "RedirectUri", "CodeChallenge", "Nonce")
        VALUES ($1, $2, $3, $4, 'Code', $5, $6, $7, $8, $9)
        """;

    /// <summary>
    /// Uses a value up and stores the refresh token that follows it: one statement, and nothing when the value does not count any more.
    /// Whoever comes second waits for the row and then finds it used. $1 the hash, $2 the kind, $3 now, $4 the seed, $5 the hash of the
    /// next one or null, $6 its end.
    /// </summary>
    public const string Redeem = """
        WITH redeemed AS (
            UPDATE "OAuthTokens" t SET "RedeemedAt" = $3, "SuccessorSeed" = $4
            FROM "TokenFamilies" f
            WHERE t."ReferenceHash" = $1 AND t."Kind" = $2 AND t."RedeemedAt" IS NULL AND t."ExpiresAt" > $3
              AND f."TenantId" = t."TenantId" AND f."Id" = t."FamilyId" AND f."RevokedAt" IS NULL
            RETURNING t."TenantId", t."ApplicationId", t."FamilyId"),
        following AS (
            INSERT INTO "OAuthTokens" ("ReferenceHash", "TenantId", "ApplicationId", "FamilyId", "Kind", "CreatedAt", "ExpiresAt")
            SELECT $5, "TenantId", "ApplicationId", "FamilyId", 'Refresh', $3, $6 FROM redeemed WHERE $5 IS NOT NULL)
        SELECT count(*) FROM redeemed
        """;

    /// <summary>What decides what a value that was used or is over leads to. $1 the hash, $2 the kind.</summary>
    public const string FindUsed = """
        SELECT t."ExpiresAt", t."RedeemedAt", t."SuccessorSeed", f."RevokedAt", f."TenantId", f."Id"
        FROM "OAuthTokens" t JOIN "TokenFamilies" f ON f."TenantId" = t."TenantId" AND f."Id" = t."FamilyId"
        WHERE t."ReferenceHash" = $1 AND t."Kind" = $2
        """;

    /// <summary>$1 the tenant, $2 the family, $3 now.</summary>
    public const string RevokeFamily = """
        UPDATE "TokenFamilies" SET "RevokedAt" = $3 WHERE "TenantId" = $1 AND "Id" = $2 AND "RevokedAt" IS NULL
        """;

    /// <summary>
    /// Only what ended the family is an event; whoever keeps knocking afterwards must not flood the log. $1 the tenant, $2 the family,
    /// $3 now, $4 the type of the event, $5 the address.
    /// </summary>
    public const string EndReused = """
        WITH ended AS (
            UPDATE "TokenFamilies" SET "RevokedAt" = $3 WHERE "TenantId" = $1 AND "Id" = $2 AND "RevokedAt" IS NULL
            RETURNING "ApplicationId", "TenantId", "UserId", "ClientId")
        INSERT INTO "AuditEvents" ("At", "ApplicationId", "TenantId", "Type", "UserId", "ClientId", "IpAddress")
        SELECT $3, "ApplicationId", "TenantId", $4, "UserId", "ClientId", $5 FROM ended
        """;

    /// <summary>$1 before when, $2 how many. Rows that somebody holds wait for the next time.</summary>
    public const string EraseSeeds = """
        UPDATE "OAuthTokens" SET "SuccessorSeed" = NULL WHERE "ReferenceHash" IN (
            SELECT "ReferenceHash" FROM "OAuthTokens" WHERE "SuccessorSeed" IS NOT NULL AND "RedeemedAt" < $1 LIMIT $2
            FOR UPDATE SKIP LOCKED)
        """;

    /// <summary>$1 before when, $2 how many.</summary>
    public const string DeleteExpired = """
        DELETE FROM "OAuthTokens" WHERE "ReferenceHash" IN (
            SELECT "ReferenceHash" FROM "OAuthTokens" WHERE "ExpiresAt" < $1 LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING "TenantId", "FamilyId"
        """;

    /// <summary>$1 the tenants, $2 their families: those that have no token left go.</summary>
    public const string DeleteEmptyFamilies = """
        DELETE FROM "TokenFamilies" f USING unnest($1, $2) AS emptied(tenant, family)
        WHERE f."TenantId" = emptied.tenant AND f."Id" = emptied.family
          AND NOT EXISTS (SELECT 1 FROM "OAuthTokens" t WHERE t."TenantId" = f."TenantId" AND t."FamilyId" = f."Id")
        """;
}
