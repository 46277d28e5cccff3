using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Wristband.DemoApp.Data.Migrations
{
    /// <inheritdoc />
    public partial class LastSignInSteps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "LastSignInSteps",
                table: "Members",
                type: "TEXT",
                maxLength: 16000,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "LastSignInSteps",
                table: "Members");
        }
    }
}
