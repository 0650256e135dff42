using System.Globalization;
using EduConnect.Core.Platform.Storage;
using EduConnect.PostgreSql;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace EduConnect.Bench.Searches;

/// <summary>
/// A main store on PostgreSQL with schools of 3,000 pupils. Person number n is the same in every store, so that one school alone and the same school
/// among others hold the same rows. Rows lie on disk as the exports of académies of 100 schools would leave them: one académie after the other, in no order inside.
/// </summary>
internal sealed class NationalStore
{
    public const int PupilsOfSchool = 3_000;
    private const int PupilsOfAcademie = 100 * PupilsOfSchool;
    private const int ChildrenOfTwoFamilies = 3;

    private readonly DbContextOptions<MainDb> _options;

    private NationalStore(string connection)
    {
        var options = new DbContextOptionsBuilder<MainDb>();
        new PostgreSqlProvider().Configure(options, connection);
        _options = options.Options;
        Stores = new StoreFactory<MainDb>(() => new MainDb(_options));
    }

    public StoreFactory<MainDb> Stores { get; }

    /// <summary>The identifier of a school by its number, from 0.</summary>
    public static async Task<Guid> SchoolAsync(NationalStore store, int number)
    {
        await using var db = store.Stores.CreateDbContext();
        var uai = string.Create(CultureInfo.InvariantCulture, $"{number:0000000}A");
        return await db.Set<Core.Schools.School>().Where(school => school.Uai == uai).Select(school => school.Id).SingleAsync();
    }

    /// <summary>Makes a store that holds the schools from <paramref name="first"/> to <paramref name="last"/>.</summary>
    public static async Task<NationalStore> MakeAsync(int first, int last)
    {
        var connection = await PostgreSqlServer.NewDatabaseAsync();
        var store = new NationalStore(connection);
        await using (var db = store.Stores.CreateDbContext())
        {
            await db.Database.EnsureCreatedAsync();
        }

        await using var writer = new NpgsqlConnection(connection);
        await writer.OpenAsync();
        foreach (var statement in Statements(first, last).Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await using var command = new NpgsqlCommand(statement, writer) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }

        return store;
    }

    private static string Statements(int first, int last)
    {
        int from = first * PupilsOfSchool, to = ((last + 1) * PupilsOfSchool) - 1;
        int guardianFrom = from / ChildrenOfTwoFamilies * 4, guardianTo = ((to + 1) / ChildrenOfTwoFamilies * 4) - 1;
        const string Name = "(array['durand','martin','bernard','petit','moreau','lefevre','garcia','roux','fontaine','chevalier','robin','masson'])[1 + {0} % 12] || {0} % 97";
        const string FirstName = "(array['lea','yanis','chloe','adam','manon','nael','jade','louis','ines','gabriel','zoe'])[1 + {0} % 11]";
        string N(string number) => string.Format(CultureInfo.InvariantCulture, Name, number);
        string F(string number) => string.Format(CultureInfo.InvariantCulture, FirstName, number);
        var mixed = string.Create(CultureInfo.InvariantCulture, $"generate_series({from}, {to}) n order by n / {PupilsOfAcademie}, md5(n::text)");
        var guardians = string.Create(CultureInfo.InvariantCulture, $"generate_series({guardianFrom}, {guardianTo}) g order by g / {PupilsOfAcademie / ChildrenOfTwoFamilies * 4}, md5(g::text)");
        return string.Create(CultureInfo.InvariantCulture, $"""
            insert into school (id, uai, source_id, academie, degree, type_label, name, town, street, post_code, departement, is_private)
            select md5('school' || s)::uuid, lpad(s::text, 7, '0') || 'A', s::text, '13', 2, 'CLG', 'College ' || s, 'VILLE', '', '', '013', false from generate_series({first}, {last}) s;
            insert into school_class (id, school_id, code, label)
            select md5('class' || s || '-' || c)::uuid, md5('school' || s)::uuid, c::text, 'Classe ' || c from generate_series({first}, {last}) s, generate_series(0, 99) c;
            insert into pupil (id, ine, family_name, usual_name, first_name, birth_date, civility, identity_key, search_name)
            select md5('pupil' || n)::uuid, lpad(n::text, 9, '0') || 'AB', {N("n")}, {N("n")}, {F("n")}, date '2008-01-01' + n % 2500, '', n, {N("n")} || ' ' || {F("n")} from {mixed};
            insert into pupil_record (id, academie, degree, source_id, registration_number, pupil_id)
            select md5('record' || n)::uuid, '13', 2, n::text, '', md5('pupil' || n)::uuid from {mixed};
            insert into enrolment (pupil_record_id, school_id, pupil_id, class_id, mef_code, kind)
            select md5('record' || n)::uuid, md5('school' || n / {PupilsOfSchool})::uuid, md5('pupil' || n)::uuid, md5('class' || n / {PupilsOfSchool} || '-' || n % 100)::uuid, '1001001' || n % 9, 1 from {mixed};
            insert into account (id, kind, pupil_id, username, state, mode, is_compromised, mail_in_error, created_at, last_sign_in_at, version)
            select md5('pupil account' || n)::uuid, 1, md5('pupil' || n)::uuid, 'p.' || n, n % 4, n % 3, n % 400 = 0, n % 90 = 0, now(), case when n % 3 = 0 then now() - n % 300 * interval '1 day' end, 1 from {mixed};
            insert into account (id, kind, username, state, mode, is_compromised, mail_in_error, mail, mail_key, mail_confirmed_at, created_at, last_sign_in_at, version)
            select md5('account' || g)::uuid, 2, 'r.' || g, g % 4, g % 3, g % 300 = 0, g % 70 = 0, 'r' || g || '@example.org', 'r' || g || '@example.org', case when g % 2 = 0 then now() end, now(), case when g % 3 = 0 then now() - g % 300 * interval '1 day' end, 1 from {guardians};
            insert into guardian_record (id, academie, degree, source_id, registration_number, civility, family_name, usual_name, first_name, mobile, search_name, account_id)
            select md5('guardian' || g)::uuid, '13', 2, g::text, '', 'Mme', {N("g")}, {N("g")}, {F("g")}, case when g % 5 > 0 then '+3363998' || lpad(g::text, 8, '0') end, {N("g")} || ' ' || {F("g")}, md5('account' || g)::uuid from {guardians};
            insert into guardian_link (guardian_record_id, pupil_record_id, pupil_id, relation, kind, statement)
            select md5('guardian' || (n / 3 * 4 + n % 3 / 2 * 2 + side))::uuid, md5('record' || n)::uuid, md5('pupil' || n)::uuid, '10', case when n % 20 = 0 and side = 1 then 2 else 1 end, case when n % 250 = 0 then 2 else 1 end
            from generate_series({from}, {to}) n, generate_series(0, 1) side order by n / {PupilsOfAcademie}, md5(n::text);
            vacuum analyze
            """);
    }
}
