using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Wristband.Platform.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class PendingUsersHaveNoPassword : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Typed by whoever signed up with the address, before anybody proved that it is theirs. They choose one when they confirm it.
            migrationBuilder.Sql("UPDATE \"Users\" SET \"PasswordHash\" = NULL WHERE \"Status\" = 'PendingSignupActivation'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // Nothing to take back: the passwords are gone on purpose.
        }
    }
}
