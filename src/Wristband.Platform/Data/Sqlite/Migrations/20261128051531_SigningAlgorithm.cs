using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Wristband.Platform.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SigningAlgorithm : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "SigningAlgorithm",
                table: "Applications",
                type: "TEXT",
                nullable: false,
                defaultValue: "RS256");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "SigningAlgorithm",
                table: "Applications");
        }
    }
}
