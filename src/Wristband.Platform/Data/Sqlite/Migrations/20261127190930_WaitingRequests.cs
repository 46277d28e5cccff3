using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Wristband.Platform.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class WaitingRequests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "WaitingRequests",
                columns: table => new
                {
                    HandleHash = table.Column<string>(type: "TEXT", nullable: false),
                    ApplicationId = table.Column<string>(type: "TEXT", nullable: false),
                    TenantId = table.Column<string>(type: "TEXT", nullable: true),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    ClientId = table.Column<string>(type: "TEXT", nullable: true),
                    Query = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: true),
                    LoginHint = table.Column<string>(type: "TEXT", nullable: true),
                    BrowserHash = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WaitingRequests", x => x.HandleHash);
                    table.ForeignKey(
                        name: "FK_WaitingRequests_Applications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalTable: "Applications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_WaitingRequests_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_WaitingRequests_ApplicationId",
                table: "WaitingRequests",
                column: "ApplicationId");

            migrationBuilder.CreateIndex(
                name: "IX_WaitingRequests_BrowserHash",
                table: "WaitingRequests",
                column: "BrowserHash");

            migrationBuilder.CreateIndex(
                name: "IX_WaitingRequests_ExpiresAt",
                table: "WaitingRequests",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_WaitingRequests_TenantId",
                table: "WaitingRequests",
                column: "TenantId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "WaitingRequests");
        }
    }
}
