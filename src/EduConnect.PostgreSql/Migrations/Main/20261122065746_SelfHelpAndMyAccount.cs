using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EduConnect.PostgreSql.Migrations.Main
{
    /// <inheritdoc />
    public partial class SelfHelpAndMyAccount : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "mail_key",
                table: "account",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "declined_contact",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    value = table.Column<string>(type: "text", nullable: false),
                    declined_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_declined_contact", x => new { x.account_id, x.value });
                });

            migrationBuilder.CreateTable(
                name: "mail_change",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    old_mail = table.Column<string>(type: "text", nullable: true),
                    old_confirmed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    new_mail = table.Column<string>(type: "text", nullable: false),
                    undo_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    state = table.Column<int>(type: "integer", nullable: false),
                    requested_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    settled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_change", x => x.id);
                });

            migrationBuilder.Sql("update account set mail_key = lower(mail) where mail is not null;");

            migrationBuilder.CreateIndex(
                name: "ix_account_mail_key",
                table: "account",
                column: "mail_key");

            migrationBuilder.CreateIndex(
                name: "ix_account_mobile",
                table: "account",
                column: "mobile");

            migrationBuilder.CreateIndex(
                name: "ix_mail_change_account_id",
                table: "mail_change",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_mail_change_undo_hash",
                table: "mail_change",
                column: "undo_hash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "declined_contact");

            migrationBuilder.DropTable(
                name: "mail_change");

            migrationBuilder.DropIndex(
                name: "ix_account_mail_key",
                table: "account");

            migrationBuilder.DropIndex(
                name: "ix_account_mobile",
                table: "account");

            migrationBuilder.DropColumn(
                name: "mail_key",
                table: "account");
        }
    }
}
