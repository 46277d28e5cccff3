using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Wristband.Platform.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class RetiredHostNames : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "RetiredHostNames",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false),
                    ApplicationId = table.Column<string>(type: "text", nullable: false),
                    FreeAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RetiredHostNames", x => x.Name);
                    table.ForeignKey(
                        name: "FK_RetiredHostNames_Applications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalTable: "Applications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_RetiredHostNames_ApplicationId",
                table: "RetiredHostNames",
                column: "ApplicationId");

            migrationBuilder.CreateIndex(
                name: "IX_RetiredHostNames_FreeAt",
                table: "RetiredHostNames",
                column: "FreeAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "RetiredHostNames");
        }
    }
}
