using System.IO.Compression;
using EduConnect.Core.Accounts;
using EduConnect.Core.Directory;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Guardians;
using EduConnect.Synthesis;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Enrolment = EduConnect.Core.Schools.Enrolment;

namespace EduConnect.Core.Tests.Directory;

/// <summary>How a run behaves as a whole: order, restart, rehearsal, brake, white list.</summary>
public abstract class ImportRunTests(Engine engine) : StorageSuite(engine)
{
    private readonly Engine _engine = engine;

    private ImportHarness Harness => new(Stores, Clock);

    [Fact]
    [Trait("Rule", "S-XM2")]
    public async Task A_run_killed_at_any_commit_and_run_again_ends_in_the_same_rows_and_the_same_report()
    {
        var folder = Generate(new() { Pupils = 160, Deltas = 1, DailyChanges = 0.2 });
        await using var straight = await TestStores.CreateAsync(_engine);
        var expected = await new ImportHarness(straight, Clock) { ChunkSize = 60 }.AppliedAsync(folder);
        var state = await new ImportHarness(straight, Clock).StateAsync();
        var kills = 0;
        for (var isDead = true; isDead && kills < 200;)
        {
            var left = 1 + (kills % 11);
            var harness = new ImportHarness(Stores, Clock) { ChunkSize = 60, Checkpoint = _ => left = left == 1 ? throw new TimeoutException() : left - 1 };
            try
            {
                await harness.ImportAsync(folder);
                isDead = false;
            }
            catch (TimeoutException)
            {
                kills++;
            }
        }

        Assert.InRange(kills, 5, 199);
        Assert.Equal(state, await Harness.StateAsync());
        Assert.Equal(expected.Pupils.Added, await CountedAsync(counts => counts.Pupils.Added));
        Assert.Equal(expected.Accounts.Added, await CountedAsync(counts => counts.Accounts.Added));
    }

    [Fact]
    public async Task A_rehearsal_plans_what_a_run_then_does_and_writes_nothing()
    {
        var folder = Generate(new() { Pupils = 150, Deltas = 1 });
        var planned = await Harness.ImportAsync(folder, dryRun: true);
        Assert.Equal(ImportOutcome.Planned, planned.Outcome);
        Assert.Equal("", await Harness.StateAsync());
        var applied = await Harness.AppliedAsync(folder);
        Assert.Equal(Text(applied), Text(planned));
        Assert.Equal(ImportOutcome.NothingNew, (await Harness.ImportAsync(folder, dryRun: true)).Outcome);
    }

    [Fact]
    public async Task The_same_records_exported_a_day_later_write_no_row_of_the_directory()
    {
        await Harness.AppliedAsync(Sample().Write(Folder("a")));
        var state = await Harness.StateAsync();
        var again = Sample();
        again.Date = "20261120";
        var report = await Harness.ImportAsync(again.Write(Folder("b")));
        Assert.Equal(ImportOutcome.NothingNew, report.Outcome);
        Assert.Equal((10, 10), (report.Pupils.Read, report.Pupils.Unchanged));
        Assert.Equal(state.Replace("2026-11-19", "2026-11-20", StringComparison.Ordinal), await Harness.StateAsync());
    }

    [Fact]
    [Trait("Row", "#232")]
    public async Task An_older_export_after_a_newer_one_is_refused_and_a_delta_needs_a_complet()
    {
        var delta = new AafText { Kind = "Delta", Date = "20261118" }.Delete("Eleve", "Eleve", "100");
        await Harness.RefusedAsync(delta.Write(Folder("delta")), "before any complet");
        await Harness.AppliedAsync(Sample().Write(Folder("a")));
        await Harness.RefusedAsync(Folder("delta"), "already applied");
        var older = Sample();
        older.Date = "20261101";
        await Harness.RefusedAsync(older.Write(Folder("older")), "already applied");
    }

    [Theory]
    [InlineData("Complet")]
    [InlineData("Delta")]
    [Trait("Row", "#232")]
    public async Task An_export_dated_after_tomorrow_is_refused_and_does_not_close_its_source(string kind)
    {
        await Harness.AppliedAsync(Sample().Write(Folder("a")));
        AafText Next(string date)
        {
            var next = kind == "Delta" ? new AafText() : Sample();
            (next.Kind, next.Date) = (kind, date);
            return next.Pupil("300", "NEUF", "Léo", "01/02/2012");
        }

        var refused = await Harness.RefusedAsync(Next("20621120").Write(Folder("far")), "after today (2026-11-20)");
        Assert.Equal("DatedInFuture", refused.Remarks[0].Code);
        await Harness.RefusedAsync(Next("20261122").Write(Folder("two")), "it is dated 2026-11-22");
        await Harness.AppliedAsync(Next("20261121").Write(Folder("one")));
    }

    [Theory]
    [InlineData("20261118", false)]
    [InlineData("20261119", true)]
    [Trait("Row", "#232"), Trait("Rule", "domain 2.1")]
    public async Task A_delta_that_comes_later_than_its_depth_tells_that_changes_may_be_missing(string date, bool isTold)
    {
        var first = Sample();
        first.Date = "20261115";
        await Harness.AppliedAsync(first.Write(Folder("a")));
        var report = await Harness.AppliedAsync(new AafText { Kind = "Delta", Date = date }.Pupil("300", "NEUF", "Léo", "01/02/2012").Write(Folder("b")));
        Assert.Equal(isTold ? ["2026-11-19", "2026-11-15", "3"] : [], report.Remarks.Where(remark => remark.Code == "DeltaAfterGap").SelectMany(remark => remark.Values));
    }

    [Fact]
    [Trait("Row", "#229")]
    public async Task Pupils_of_a_school_that_was_deleted_and_comes_back_are_in_it_again()
    {
        static AafText Both() => new AafText().School().School("7102", "9990002Y").Guardian("11", "DURAND", "Ada")
            .Pupil("1", "DURAND", "Zoé", "01/02/2012", links: ["11$10$1$1$1$1"]).Pupil("2", "NEUF", "Léo", "02/02/2012", school: "7102", classes: "");
        await Harness.AppliedAsync(Both().Write(Folder("a")));
        var before = await Harness.StateAsync();
        await Harness.AppliedAsync(new AafText { Kind = "Delta", Date = "20261120" }.Delete("EtabEducNat", "EtabEducNat", "7101").Write(Folder("b")));
        Assert.DoesNotContain("enrolment", string.Join('\n', (await Harness.StateAsync()).Split('\n').Where(line => line.Contains("6EME A", StringComparison.Ordinal))), StringComparison.Ordinal);
        await Harness.AppliedAsync(new AafText { Kind = "Delta", Date = "20261121" }.School().Write(Folder("c")));
        var whole = Both();
        whole.Date = "20261122";
        Clock.Advance(TimeSpan.FromDays(1));
        await Harness.AppliedAsync(whole.Write(Folder("d")));
        Assert.Equal(before.Replace("2026-11-19", "2026-11-22", StringComparison.Ordinal), await Harness.StateAsync());
    }

    [Fact]
    [Trait("Rule", "S-XM3")]
    public async Task A_complet_that_would_empty_a_school_waits_for_an_operator()
    {
        await Harness.AppliedAsync(Sample().Write(Folder("a")));
        var empty = new AafText { Date = "20261120" }.School();
        await Harness.RefusedAsync(empty.Write(Folder("b")), "safety brake");
        var report = await Harness.AppliedAsync(Folder("b"), allowRemovals: true);
        Assert.Equal((10, 10, 10), (report.Pupils.Gone, report.Links.Gone, report.Guardians.Gone));
        await using var db = Stores.Main();
        Assert.Equal(20, await db.Set<Account>().CountAsync(Cancellation));
        Assert.Equal(10, await db.Set<PupilRecord>().CountAsync(record => record.GoneAt != null, Cancellation));
        Assert.Equal(0, await db.Set<Enrolment>().CountAsync(Cancellation));
    }

    [Fact]
    [Trait("Rule", "S-XM3")]
    public async Task A_complet_says_nothing_of_schools_it_does_not_list()
    {
        await Harness.AppliedAsync(Sample().Write(Folder("a")));
        var other = new AafText { Date = "20261120" }.School("7102", "9990002Y").Pupil("300", "NEUF", "Léo", "01/02/2012", school: "7102", classes: "");
        var report = await Harness.AppliedAsync(other.Write(Folder("b")));
        Assert.Equal((1, 0), (report.Pupils.Added, report.Pupils.Gone));
        await using var db = Stores.Main();
        Assert.Equal(11, await db.Set<Enrolment>().CountAsync(Cancellation));
        Assert.Equal(0, await db.Set<GuardianRecord>().CountAsync(record => record.GoneAt != null, Cancellation));
    }

    [Fact]
    [Trait("Row", "#236")]
    public async Task The_white_list_bounds_what_is_accepted_and_private_schools_of_the_1st_degree_must_be_on_it()
    {
        var text = Sample().School("7102", "9990002Y").Pupil("300", "NEUF", "Léo", "01/02/2012", school: "7102", classes: "");
        var list = Path.Combine(Stores.Folder, "white.txt");
        await File.WriteAllTextAsync(list, "# accepted\n9990002y\n", Cancellation);
        var report = await Harness.ImportAsync(text.Write(Folder("a")), whiteList: list);
        Assert.Equal((2, 1, 1), (report.Schools.Read, report.Schools.Added, report.Schools.Skipped));
        Assert.Equal((11, 1, 10), (report.Pupils.Read, report.Pupils.Added, report.Pupils.Skipped));
        Assert.Equal(10, report.Guardians.Skipped);

        AafText First(string date) => new AafText { Prefix = "ENT1D", Degree = "1D", Date = date }.Add(
            "EtabEducNat", "categorieStructure", "EtabEducNat", "8802", [("ENTStructureJointure", ["8802"]), ("ENTStructureUAI", ["9990101F"]), ("ENTStructureNomCourant", ["E.E.PR$SAINTE ANNE$VALFICTIF"]), ("ENTEcoleSecteur", ["PR"])]);
        Assert.Equal(1, (await Harness.ImportAsync(First("20261119").Write(Folder("b")))).Schools.Skipped);
        await File.WriteAllTextAsync(list, "9990101F\n", Cancellation);
        Assert.Equal(1, (await Harness.ImportAsync(First("20261120").Write(Folder("c")), whiteList: list)).Schools.Added);
    }

    [Fact]
    [Trait("Rule", "S-XM4")]
    public async Task What_a_holder_confirmed_is_never_overwritten()
    {
        await Harness.AppliedAsync(Sample().Write(Folder("a")));
        string before;
        await using (var db = Stores.Main())
        {
            await db.Set<Account>().ExecuteUpdateAsync(
                row => row.SetProperty(account => account.Mail, "mien@example.org").SetProperty(account => account.MailConfirmedAt, Clock.UtcNow).SetProperty(account => account.Mobile, "+33639980099")
                    .SetProperty(account => account.PasswordHash, "$argon2id$x").SetProperty(account => account.State, AccountState.Activated), Cancellation);
            before = await AccountsAsync(db);
        }

        var changed = new AafText { Date = "20261120" }.School();
        Enumerable.Range(0, 10).ToList().ForEach(i => changed.Pupil($"{100 + i}", "AUTRE", "Nom", "05/05/2013", links: [$"{200 + i}$20$0$2$1$0"]).Guardian($"{200 + i}", "CHANGE", "Tout", "+33 6 39 98 77 77", "autre@example.org"));
        await Harness.AppliedAsync(changed.Write(Folder("b")));
        await using var after = Stores.Main();
        Assert.Equal(before, await AccountsAsync(after));
    }

    [Theory]
    [InlineData(HeaderShape.Of2013, true)]
    [InlineData(HeaderShape.Of2020, false)]
    [InlineData(HeaderShape.Of2024, true)]
    public async Task The_public_shapes_load_without_change_of_code(HeaderShape shape, bool latin)
    {
        var folder = Folder("shape");
        var manifest = new Exporter(new() { Pupils = 120, Shape = shape, OldRelationCodes = shape == HeaderShape.Of2013, Latin = latin }, folder).Write();
        var report = await Harness.AppliedAsync(folder);
        Assert.Equal(manifest.Steps[0].Feeds.Sum(feed => feed.Expected.Pupils), report.Pupils.Added);
        await using var db = Stores.Main();
        Assert.All(await db.Set<GuardianLink>().Select(link => link.Relation).Distinct().ToListAsync(Cancellation), relation => Assert.Equal(2, relation.Length));
    }

    [Fact]
    public async Task Archives_loose_files_and_archives_in_archives_give_the_same_directory()
    {
        var folder = Sample().Write(Folder("loose"));
        await Harness.AppliedAsync(folder);
        var expected = await Harness.StateAsync();
        foreach (var (name, pack) in new (string, Action<string>)[]
        {
            ("zip", target => ZipFile.CreateFromDirectory(folder, Path.Combine(target, "ENT2D.20261119.zip"))),
            ("zip in zip", target =>
            {
                var inner = System.IO.Directory.CreateDirectory(Path.Combine(Stores.Folder, "inner")).FullName;
                ZipFile.CreateFromDirectory(folder, Path.Combine(inner, "ENT2D.20261119.zip"));
                ZipFile.CreateFromDirectory(inner, Path.Combine(target, "livraison.zip"));
            }),
        })
        {
            await using var stores = await TestStores.CreateAsync(_engine);
            pack(System.IO.Directory.CreateDirectory(Folder(name)).FullName);
            await new ImportHarness(stores, Clock).AppliedAsync(Folder(name));
            Assert.Equal(expected, await new ImportHarness(stores, Clock).StateAsync());
        }
    }

    [Fact]
    [Trait("Rule", "S-MT3")]
    public async Task During_maintenance_nothing_is_taken()
    {
        Stores.ReadOnly.Plan(DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddMinutes(5));
        var report = await Harness.ImportAsync(Sample().Write(Folder("a")));
        Assert.Equal(ImportOutcome.Refused, report.Outcome);
        Stores.ReadOnly.Plan(null, null);
        Assert.Equal("", await Harness.StateAsync());
        await Harness.AppliedAsync(Folder("a"));
    }

    [Fact]
    [Trait("Rule", "domain 7.4")]
    public async Task A_birth_date_corrected_at_the_source_lifts_the_report_about_it()
    {
        await Harness.AppliedAsync(Sample().Write(Folder("a")));
        await using (var db = Stores.Main())
        {
            await db.Set<GuardianLink>().ExecuteUpdateAsync(
                row => row.SetProperty(link => link.Statement, LinkStatement.BirthDateReported).SetProperty(link => link.ReportedBirthDate, new DateOnly(2012, 2, 1)), Cancellation);
        }

        var delta = new AafText { Kind = "Delta", Date = "20261120" }.Modify("Eleve", "Eleve", "100", ("ENTPersonDateNaissance", ["02/02/2012"]));
        await Harness.AppliedAsync(delta.Write(Folder("b")));
        await using var after = Stores.Main();
        var lifted = await after.Set<GuardianLink>().SingleAsync(link => link.Statement == LinkStatement.Unconfirmed, Cancellation);
        Assert.Null(lifted.ReportedBirthDate);
        Assert.Equal(9, await after.Set<GuardianLink>().CountAsync(link => link.Statement == LinkStatement.BirthDateReported, Cancellation));
    }

    [Theory]
    [InlineData("38$1$2", GuardianKind.PersonInCharge, LinkStatement.Unconfirmed)]
    [InlineData("20$1$1", GuardianKind.LegalGuardian, LinkStatement.ReportedWrong)]
    [Trait("Rule", "domain 7.2"), Trait("Rule", "domain 7.3"), Trait("Row", "#79"), Trait("Row", "#80")]
    public async Task A_reported_tie_that_becomes_a_person_in_charge_at_the_source_is_no_longer_reported(string relation, GuardianKind kind, LinkStatement statement)
    {
        await Harness.AppliedAsync(Sample().Write(Folder("a")));
        await using (var db = Stores.Main())
        {
            await db.Set<GuardianLink>().ExecuteUpdateAsync(row => row.SetProperty(link => link.Statement, LinkStatement.ReportedWrong).SetProperty(link => link.StatedAt, Clock.UtcNow), Cancellation);
        }

        var delta = new AafText { Kind = "Delta", Date = "20261120" }.Modify("Eleve", "Eleve", "100", ("ENTElevePersRelEleve", [$"200${relation}$1$1"]));
        await Harness.AppliedAsync(delta.Write(Folder("b")));
        await using var after = Stores.Main();
        var tie = await after.Set<GuardianLink>().SingleAsync(link => link.Relation != "10", Cancellation);
        Assert.Equal((kind, statement, statement == LinkStatement.Unconfirmed), (tie.Kind, tie.Statement, tie.StatedAt is null));
        Assert.Equal(9, await after.Set<GuardianLink>().CountAsync(link => link.Statement == LinkStatement.ReportedWrong && link.Relation == "10", Cancellation));
    }

    private static AafText Sample()
    {
        var text = new AafText { Date = "20261119" }.School();
        Enumerable.Range(0, 10).ToList().ForEach(i => text.Pupil($"{100 + i}", $"NOM{(char)('A' + i)}", "Prénom", "01/02/2012", links: [$"{200 + i}$10$1$1$1$1"]).Guardian($"{200 + i}", $"NOM{(char)('A' + i)}", "Anne", $"+33 6 39 98 00 {i:00}"));
        return text;
    }

    private static string Text(ImportReport report)
    {
        var counts = new[] { report.Schools, report.Classes, report.Pupils, report.Guardians, report.Links, report.Accounts };
        return string.Join(" ", counts.Select(c => $"{c.Read}/{c.Added}/{c.Changed}/{c.Unchanged}/{c.Gone}/{c.Skipped}/{c.Rejected}"));
    }

    private string Folder(string name) => Path.Combine(Stores.Folder, name);

    private string Generate(SynthesisOptions options)
    {
        new Exporter(options, Folder("exports")).Write();
        return Folder("exports");
    }

    private async Task<long> CountedAsync(Func<ImportCounts, long> count)
    {
        await using var db = Stores.Main();
        return (await db.Set<ImportRun>().ToListAsync(Cancellation)).Sum(run => count(ImportCounts.Parse(run.Counts)));
    }

    private static async Task<string> AccountsAsync(Core.Platform.Storage.MainDb db) =>
        string.Join('\n', (await db.Set<Account>().AsNoTracking().OrderBy(account => account.Username).ToListAsync(Cancellation))
            .Select(account => $"{account.Username} {account.Mail} {account.MailConfirmedAt:O} {account.Mobile} {account.PasswordHash} {account.State}"));
}

public sealed class ImportRunOnSqlite() : ImportRunTests(Engine.Sqlite)
{
    [Fact]
    public async Task Both_engines_end_in_the_same_rows_accounts_and_report()
    {
        var folder = Path.Combine(Stores.Folder, "both");
        new Exporter(new() { Pupils = 600, Deltas = 2, DailyChanges = 0.05, Academies = [Academie.Known[0], Academie.Known[1]] }, folder).Write();
        await using var other = await TestStores.CreateAsync(Engine.PostgreSql);
        var here = await new ImportHarness(Stores, Clock).AppliedAsync(folder);
        var there = await new ImportHarness(other, Clock).AppliedAsync(folder);
        Assert.Equal(here.Reasons, there.Reasons);
        Assert.Equal(here.Counts.Write(), there.Counts.Write());
        Assert.Equal(await new ImportHarness(Stores, Clock).StateAsync(), await new ImportHarness(other, Clock).StateAsync());
    }
}

public sealed class ImportRunOnPostgreSql() : ImportRunTests(Engine.PostgreSql);
