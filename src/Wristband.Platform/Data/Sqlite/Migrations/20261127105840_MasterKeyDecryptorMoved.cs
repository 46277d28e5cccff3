using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Wristband.Platform.Data.Sqlite.Migrations
{
    /// <summary>Data protection writes the full name of the decryptor into every key of its ring; the type has another namespace now.</summary>
    public partial class MasterKeyDecryptorMoved : Migration
    {
        private const string OldName = "Wristband.Platform.Data.MasterKeyXmlDecryptor";
        private const string NewName = "Wristband.Platform.Security.MasterKeyXmlDecryptor";

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => Rename(migrationBuilder, OldName, NewName);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => Rename(migrationBuilder, NewName, OldName);

        private static void Rename(MigrationBuilder migrationBuilder, string from, string to) =>
            migrationBuilder.Sql($"UPDATE DataProtectionKeys SET Xml = replace(Xml, '{from}', '{to}')");
    }
}
