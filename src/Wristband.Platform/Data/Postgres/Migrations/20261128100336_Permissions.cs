using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Wristband.Platform.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Permissions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_OAuthClients_ApplicationId_Name",
                table: "OAuthClients");

            migrationBuilder.AddColumn<long>(
                name: "ActivatedAt",
                table: "Users",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Birthdate",
                table: "Users",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CanonicalUsername",
                table: "Users",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DeactivatedAt",
                table: "Users",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DisplayName",
                table: "Users",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ExternalId",
                table: "Users",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Gender",
                table: "Users",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "HonorificPrefix",
                table: "Users",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "HonorificSuffix",
                table: "Users",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MiddleName",
                table: "Users",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Nickname",
                table: "Users",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PreferredLanguage",
                table: "Users",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PublicMetadata",
                table: "Users",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RestrictedMetadata",
                table: "Users",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Username",
                table: "Users",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Version",
                table: "Users",
                type: "bigint",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.AddColumn<string>(
                name: "WrittenName",
                table: "Users",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ActivatedAt",
                table: "Tenants",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<List<string>>(
                name: "AllowedSignupEmailDomains",
                table: "Tenants",
                type: "text[]",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DeactivatedAt",
                table: "Tenants",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Description",
                table: "Tenants",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<List<string>>(
                name: "DiscoveryEmailDomains",
                table: "Tenants",
                type: "text[]",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PublicMetadata",
                table: "Tenants",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RestrictedMetadata",
                table: "Tenants",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Type",
                table: "Tenants",
                type: "text",
                nullable: false,
                defaultValue: "Standard");

            migrationBuilder.AddColumn<long>(
                name: "UpdatedAt",
                table: "Tenants",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Version",
                table: "Tenants",
                type: "bigint",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.AddColumn<long>(
                name: "CreatedAt",
                table: "Roles",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Description",
                table: "Roles",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PermissionBoundaryId",
                table: "Roles",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TenantVisibility",
                table: "Roles",
                type: "text",
                nullable: false,
                defaultValue: "All");

            migrationBuilder.AddColumn<List<string>>(
                name: "TenantVisibilityList",
                table: "Roles",
                type: "text[]",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Type",
                table: "Roles",
                type: "text",
                nullable: false,
                defaultValue: "Custom");

            migrationBuilder.AddColumn<long>(
                name: "UpdatedAt",
                table: "Roles",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Version",
                table: "Roles",
                type: "bigint",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.AddColumn<string>(
                name: "OwnerTenantId",
                table: "OAuthClients",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "UpdatedAt",
                table: "OAuthClients",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Version",
                table: "OAuthClients",
                type: "bigint",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.AddColumn<string>(
                name: "ActorClientId",
                table: "AuditEvents",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ActorUserId",
                table: "AuditEvents",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "After",
                table: "AuditEvents",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Before",
                table: "AuditEvents",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SubjectId",
                table: "AuditEvents",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SubjectType",
                table: "AuditEvents",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EnvironmentType",
                table: "Applications",
                type: "text",
                nullable: false,
                defaultValue: "Production");

            migrationBuilder.AddColumn<string>(
                name: "LogoUrl",
                table: "Applications",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TenantClassifier",
                table: "Applications",
                type: "text",
                nullable: false,
                defaultValue: "Workspace");

            migrationBuilder.AddColumn<long>(
                name: "UpdatedAt",
                table: "Applications",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Version",
                table: "Applications",
                type: "bigint",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.CreateTable(
                name: "ClientRoles",
                columns: table => new
                {
                    ClientId = table.Column<string>(type: "text", nullable: false),
                    RoleId = table.Column<string>(type: "text", nullable: false),
                    ApplicationId = table.Column<string>(type: "text", nullable: false),
                    TenantId = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClientRoles", x => new { x.ClientId, x.RoleId });
                    table.ForeignKey(
                        name: "FK_ClientRoles_OAuthClients_ClientId",
                        column: x => x.ClientId,
                        principalTable: "OAuthClients",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ClientRoles_Roles_RoleId",
                        column: x => x.RoleId,
                        principalTable: "Roles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PermissionBoundaries",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false),
                    ApplicationId = table.Column<string>(type: "text", nullable: false),
                    TenantId = table.Column<string>(type: "text", nullable: true),
                    Type = table.Column<string>(type: "text", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    DisplayName = table.Column<string>(type: "text", nullable: false),
                    Value = table.Column<string>(type: "text", nullable: true),
                    Description = table.Column<string>(type: "text", nullable: true),
                    ResourceList = table.Column<List<string>>(type: "text[]", nullable: false),
                    TenantVisibility = table.Column<string>(type: "text", nullable: false),
                    TenantVisibilityList = table.Column<List<string>>(type: "text[]", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    UpdatedAt = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PermissionBoundaries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PermissionBoundaries_Applications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalTable: "Applications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_PermissionBoundaries_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PermissionGroups",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false),
                    ApplicationId = table.Column<string>(type: "text", nullable: false),
                    TenantId = table.Column<string>(type: "text", nullable: true),
                    Name = table.Column<string>(type: "text", nullable: false),
                    DisplayName = table.Column<string>(type: "text", nullable: false),
                    Description = table.Column<string>(type: "text", nullable: true),
                    PermissionBoundaryId = table.Column<string>(type: "text", nullable: true),
                    TenantVisibility = table.Column<string>(type: "text", nullable: false),
                    TenantVisibilityList = table.Column<List<string>>(type: "text[]", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    UpdatedAt = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PermissionGroups", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PermissionGroups_Applications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalTable: "Applications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_PermissionGroups_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Permissions",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false),
                    ApplicationId = table.Column<string>(type: "text", nullable: false),
                    TenantId = table.Column<string>(type: "text", nullable: true),
                    Value = table.Column<string>(type: "text", nullable: false),
                    DisplayName = table.Column<string>(type: "text", nullable: false),
                    Description = table.Column<string>(type: "text", nullable: true),
                    TenantVisibility = table.Column<string>(type: "text", nullable: false),
                    TenantVisibilityList = table.Column<List<string>>(type: "text[]", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    UpdatedAt = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Permissions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Permissions_Applications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalTable: "Applications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Permissions_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RoleAssignmentPolicies",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false),
                    ApplicationId = table.Column<string>(type: "text", nullable: false),
                    TenantId = table.Column<string>(type: "text", nullable: true),
                    DefaultSignupRoles = table.Column<List<string>>(type: "text[]", nullable: false),
                    DefaultIdpUserSyncRoles = table.Column<List<string>>(type: "text[]", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    UpdatedAt = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RoleAssignmentPolicies", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RoleAssignmentPolicies_Applications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalTable: "Applications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_RoleAssignmentPolicies_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RolePermissionGroups",
                columns: table => new
                {
                    RoleId = table.Column<string>(type: "text", nullable: false),
                    PermissionGroupId = table.Column<string>(type: "text", nullable: false),
                    ApplicationId = table.Column<string>(type: "text", nullable: false),
                    TenantId = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RolePermissionGroups", x => new { x.RoleId, x.PermissionGroupId });
                    table.ForeignKey(
                        name: "FK_RolePermissionGroups_Roles_RoleId",
                        column: x => x.RoleId,
                        principalTable: "Roles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RolePermissions",
                columns: table => new
                {
                    RoleId = table.Column<string>(type: "text", nullable: false),
                    PermissionId = table.Column<string>(type: "text", nullable: false),
                    ApplicationId = table.Column<string>(type: "text", nullable: false),
                    TenantId = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RolePermissions", x => new { x.RoleId, x.PermissionId });
                    table.ForeignKey(
                        name: "FK_RolePermissions_Roles_RoleId",
                        column: x => x.RoleId,
                        principalTable: "Roles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PermissionGroupPermissions",
                columns: table => new
                {
                    PermissionGroupId = table.Column<string>(type: "text", nullable: false),
                    PermissionId = table.Column<string>(type: "text", nullable: false),
                    ApplicationId = table.Column<string>(type: "text", nullable: false),
                    TenantId = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PermissionGroupPermissions", x => new { x.PermissionGroupId, x.PermissionId });
                    table.ForeignKey(
                        name: "FK_PermissionGroupPermissions_PermissionGroups_PermissionGroup~",
                        column: x => x.PermissionGroupId,
                        principalTable: "PermissionGroups",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Users_TenantId_IdentityProviderName_CanonicalUsername",
                table: "Users",
                columns: new[] { "TenantId", "IdentityProviderName", "CanonicalUsername" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Users_TenantId_IdentityProviderName_ExternalId",
                table: "Users",
                columns: new[] { "TenantId", "IdentityProviderName", "ExternalId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OAuthClients_ApplicationId_Name",
                table: "OAuthClients",
                columns: new[] { "ApplicationId", "Name" },
                unique: true,
                filter: "\"OwnerTenantId\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OAuthClients_OwnerTenantId_Name",
                table: "OAuthClients",
                columns: new[] { "OwnerTenantId", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ClientRoles_RoleId",
                table: "ClientRoles",
                column: "RoleId");

            migrationBuilder.CreateIndex(
                name: "IX_PermissionBoundaries_ApplicationId_Name",
                table: "PermissionBoundaries",
                columns: new[] { "ApplicationId", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PermissionBoundaries_ApplicationId_Value",
                table: "PermissionBoundaries",
                columns: new[] { "ApplicationId", "Value" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PermissionBoundaries_TenantId",
                table: "PermissionBoundaries",
                column: "TenantId");

            migrationBuilder.CreateIndex(
                name: "IX_PermissionGroupPermissions_PermissionId",
                table: "PermissionGroupPermissions",
                column: "PermissionId");

            migrationBuilder.CreateIndex(
                name: "IX_PermissionGroups_ApplicationId_Name",
                table: "PermissionGroups",
                columns: new[] { "ApplicationId", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PermissionGroups_TenantId",
                table: "PermissionGroups",
                column: "TenantId");

            migrationBuilder.CreateIndex(
                name: "IX_Permissions_ApplicationId_Value",
                table: "Permissions",
                columns: new[] { "ApplicationId", "Value" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Permissions_TenantId",
                table: "Permissions",
                column: "TenantId");

            migrationBuilder.CreateIndex(
                name: "IX_RoleAssignmentPolicies_ApplicationId",
                table: "RoleAssignmentPolicies",
                column: "ApplicationId",
                unique: true,
                filter: "\"TenantId\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_RoleAssignmentPolicies_TenantId",
                table: "RoleAssignmentPolicies",
                column: "TenantId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RolePermissionGroups_PermissionGroupId",
                table: "RolePermissionGroups",
                column: "PermissionGroupId");

            migrationBuilder.CreateIndex(
                name: "IX_RolePermissions_PermissionId",
                table: "RolePermissions",
                column: "PermissionId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ClientRoles");

            migrationBuilder.DropTable(
                name: "PermissionBoundaries");

            migrationBuilder.DropTable(
                name: "PermissionGroupPermissions");

            migrationBuilder.DropTable(
                name: "Permissions");

            migrationBuilder.DropTable(
                name: "RoleAssignmentPolicies");

            migrationBuilder.DropTable(
                name: "RolePermissionGroups");

            migrationBuilder.DropTable(
                name: "RolePermissions");

            migrationBuilder.DropTable(
                name: "PermissionGroups");

            migrationBuilder.DropIndex(
                name: "IX_Users_TenantId_IdentityProviderName_CanonicalUsername",
                table: "Users");

            migrationBuilder.DropIndex(
                name: "IX_Users_TenantId_IdentityProviderName_ExternalId",
                table: "Users");

            migrationBuilder.DropIndex(
                name: "IX_OAuthClients_ApplicationId_Name",
                table: "OAuthClients");

            migrationBuilder.DropIndex(
                name: "IX_OAuthClients_OwnerTenantId_Name",
                table: "OAuthClients");

            migrationBuilder.DropColumn(
                name: "ActivatedAt",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "Birthdate",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "CanonicalUsername",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "DeactivatedAt",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "DisplayName",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "ExternalId",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "Gender",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "HonorificPrefix",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "HonorificSuffix",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "MiddleName",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "Nickname",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "PreferredLanguage",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "PublicMetadata",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "RestrictedMetadata",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "Username",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "WrittenName",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "ActivatedAt",
                table: "Tenants");

            migrationBuilder.DropColumn(
                name: "AllowedSignupEmailDomains",
                table: "Tenants");

            migrationBuilder.DropColumn(
                name: "DeactivatedAt",
                table: "Tenants");

            migrationBuilder.DropColumn(
                name: "Description",
                table: "Tenants");

            migrationBuilder.DropColumn(
                name: "DiscoveryEmailDomains",
                table: "Tenants");

            migrationBuilder.DropColumn(
                name: "PublicMetadata",
                table: "Tenants");

            migrationBuilder.DropColumn(
                name: "RestrictedMetadata",
                table: "Tenants");

            migrationBuilder.DropColumn(
                name: "Type",
                table: "Tenants");

            migrationBuilder.DropColumn(
                name: "UpdatedAt",
                table: "Tenants");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Tenants");

            migrationBuilder.DropColumn(
                name: "CreatedAt",
                table: "Roles");

            migrationBuilder.DropColumn(
                name: "Description",
                table: "Roles");

            migrationBuilder.DropColumn(
                name: "PermissionBoundaryId",
                table: "Roles");

            migrationBuilder.DropColumn(
                name: "TenantVisibility",
                table: "Roles");

            migrationBuilder.DropColumn(
                name: "TenantVisibilityList",
                table: "Roles");

            migrationBuilder.DropColumn(
                name: "Type",
                table: "Roles");

            migrationBuilder.DropColumn(
                name: "UpdatedAt",
                table: "Roles");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Roles");

            migrationBuilder.DropColumn(
                name: "OwnerTenantId",
                table: "OAuthClients");

            migrationBuilder.DropColumn(
                name: "UpdatedAt",
                table: "OAuthClients");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "OAuthClients");

            migrationBuilder.DropColumn(
                name: "ActorClientId",
                table: "AuditEvents");

            migrationBuilder.DropColumn(
                name: "ActorUserId",
                table: "AuditEvents");

            migrationBuilder.DropColumn(
                name: "After",
                table: "AuditEvents");

            migrationBuilder.DropColumn(
                name: "Before",
                table: "AuditEvents");

            migrationBuilder.DropColumn(
                name: "SubjectId",
                table: "AuditEvents");

            migrationBuilder.DropColumn(
                name: "SubjectType",
                table: "AuditEvents");

            migrationBuilder.DropColumn(
                name: "EnvironmentType",
                table: "Applications");

            migrationBuilder.DropColumn(
                name: "LogoUrl",
                table: "Applications");

            migrationBuilder.DropColumn(
                name: "TenantClassifier",
                table: "Applications");

            migrationBuilder.DropColumn(
                name: "UpdatedAt",
                table: "Applications");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Applications");

            migrationBuilder.CreateIndex(
                name: "IX_OAuthClients_ApplicationId_Name",
                table: "OAuthClients",
                columns: new[] { "ApplicationId", "Name" },
                unique: true);
        }
    }
}
