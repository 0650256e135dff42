using Npgsql;

namespace EduConnect.Bench.Nights;

/// <summary>Gives every step of the night something to do, in a store that an import has just filled: as much as a busy night brings, far more than usual.</summary>
internal static class DueWork
{
    // A provisional password that ran out for one account in ten; a new username for one guardian in twenty; one pupil in a hundred left 16 months ago;
    // a message sent long ago for one account in ten.
    private const string Statements = """
        update account set state = 1, mode = 1, provisional_mac = decode(md5(id::text) || md5(username), 'hex'), provisional_cipher = decode(md5(id::text), 'hex'),
            provisional_created_at = now() - interval '4 months', provisional_expires_at = now() - interval '1 day'
            where hashtext(id::text) % 10 = 0;
        update account set new_username_requested_at = now() - interval '1 hour' where kind = 2 and hashtext(id::text) % 20 = 1;
        create temporary table leaver as select id from pupil where hashtext(id::text) % 100 = 2;
        delete from enrolment where pupil_id in (select id from leaver);
        insert into absence (person_id, kind, since) select id, 1, now() - interval '16 months' from leaver;
        analyze
        """;

    public static async Task MakeAsync(string main)
    {
        await using var connection = new NpgsqlConnection(main);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Statements, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Ties of guardians to pupils in a school and pupils with an account there: what the statistics count.</summary>
    public static async Task<long> CountedAsync(string main)
    {
        await using var connection = new NpgsqlConnection(main);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            select (select count(*) from enrolment e join guardian_link l on l.pupil_record_id = e.pupil_record_id where e.kind = 1 and l.gone_at is null)
                 + (select count(*) from enrolment e join account a on a.pupil_id = e.pupil_id where e.kind = 1 and a.closed_at is null)
            """,
            connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
