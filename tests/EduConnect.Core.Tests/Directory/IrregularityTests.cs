using System.Text;
using EduConnect.Core.Accounts;
using EduConnect.Core.Directory;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Guardians;
using EduConnect.Core.Schools;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Directory;

/// <summary>The irregularities that real exports show, one test for each row of the table in the format reference (aaf-format §8).</summary>
public abstract class IrregularityTests(Engine engine) : StorageSuite(engine)
{
    private const string Mobile = "+33 6 39 98 00 01";

    private int _folders;

    private ImportHarness Harness => new(Stores, Clock);

    [Fact]
    public async Task Row_01_a_pupil_without_ine_is_known_by_the_source_and_gets_the_ine_later_without_losing_the_account()
    {
        await ApplyAsync(Text().Pupil("1", "DURAND", "Zoé", "01/02/2012"));
        var before = await OnlyAsync<Account>(account => account.Kind == AccountKind.Pupil);
        await ApplyAsync(Text("20261120").Pupil("1", "DURAND", "Zoé", "01/02/2012", ine: "990000117BK"));
        Assert.Equal("990000117BK", (await OnlyAsync<Pupil>()).Ine);
        Assert.Equal(before.Id, (await OnlyAsync<Account>(account => account.Kind == AccountKind.Pupil)).Id);
    }

    [Fact]
    public async Task The_statistical_code_of_a_curriculum_is_kept_for_the_level_that_services_are_told()
    {
        await ApplyAsync(Text().Pupil("1", "DURAND", "Zoé", "01/02/2012").Add(
            "MefEducNat", "categorieMef", "MefEducNat", "10010012110", [("ENTMefJointure", ["10010012110"]), ("ENTLibelleMef", ["6EME"]), ("ENTMEFSTAT11", ["21110010012"])]));
        Assert.Equal(("6EME", "21110010012"), ((await OnlyAsync<Mef>()).Label, (await OnlyAsync<Mef>()).StatisticalCode));
    }

    [Fact]
    public async Task Row_01_a_pupil_without_ine_never_merges_silently_with_one_who_has_one()
    {
        await ApplyAsync(Text().Pupil("1", "DURAND", "Zoé", "01/02/2012", ine: "990000117BK", links: ["8$10$1$1$1$1"]).Guardian("8", "PETIT", "Anne"));
        await ApplyAsync(Text("20261120").Pupil("1", "DURAND", "Zoé", "01/02/2012", ine: "990000117BK", links: ["8$10$1$1$1$1"])
            .Pupil("2", "Durand", "ZOE", "01/02/2012", links: ["8$10$1$1$1$1"]).Guardian("8", "PETIT", "Anne"));
        Assert.Equal(2, (await AllAsync<Pupil>()).Count);
        Assert.Equal(DoubtDecision.Open, (await OnlyAsync<PupilDoubt>()).Decision);
    }

    [Fact]
    [Trait("Row", "#237")]
    public async Task Row_02_a_guardian_known_twice_has_one_account_when_names_and_mobile_or_mail_agree()
    {
        await ApplyAsync(Text().Pupil("1", "QUERVEUR", "Éloane", "19/02/2014", links: ["8$10$1$1$1$1", "9$10$1$1$1$1"])
            .Guardian("8", "ZANI", "Maïwenn", Mobile).Guardian("9", "Zani", "MAIWENN", mail: "m.zani@example.org"));
        Assert.Equal(2, await GuardianAccountsAsync());
        await ApplyAsync(FirstDegree().Guardian("5520010", "ZANI", "MAIWENN", "0639980001", "M.Zani@example.org"));
        Assert.Equal(1, await GuardianAccountsAsync());
        Assert.Single((await AllAsync<GuardianRecord>()).Select(record => record.AccountId).Distinct());
        Assert.Single(await AllAsync<RetiredUsername>());
    }

    [Fact]
    public async Task Row_02_an_informed_account_is_never_joined_behind_its_holders_back_but_proposed()
    {
        await ApplyAsync(Text().Pupil("1", "QUERVEUR", "Éloane", "19/02/2014", links: ["8$10$1$1$1$1"]).Guardian("8", "ZANI", "Maïwenn", Mobile));
        await using (var db = Stores.Main())
        {
            await db.Set<Account>().Where(account => account.Kind == AccountKind.Guardian).ExecuteUpdateAsync(row => row.SetProperty(account => account.State, AccountState.Informed), Cancellation);
        }

        var informed = await OnlyAsync<Account>(account => account.Kind == AccountKind.Guardian);
        await ApplyAsync(FirstDegree().Guardian("5520010", "ZANI", "MAIWENN", "0639980001"));
        Assert.Equal(2, await GuardianAccountsAsync());
        var proposal = await OnlyAsync<RecordProposal>();
        Assert.Equal(informed.Id, proposal.AccountId);
        Assert.Equal("5520010", (await OnlyAsync<GuardianRecord>(record => record.Id == proposal.GuardianRecordId)).SourceId);
    }

    [Fact, Trait("Section", "16")]
    public async Task A_compromised_account_is_no_more_joined_than_an_informed_one_and_keeps_its_flag_and_username()
    {
        await ApplyAsync(Text().Pupil("1", "QUERVEUR", "Éloane", "19/02/2014", links: ["8$10$1$1$1$1"]).Guardian("8", "ZANI", "Maïwenn", mail: "m.zani@example.org"));
        await using (var db = Stores.Main())
        {
            await db.Set<Account>().Where(account => account.Kind == AccountKind.Guardian).ExecuteUpdateAsync(row => row.SetProperty(account => account.IsCompromised, true), Cancellation);
        }

        var flagged = await OnlyAsync<Account>(account => account.Kind == AccountKind.Guardian);
        await ApplyAsync(FirstDegree().Guardian("5520010", "ZANI", "MAIWENN", "0639980001", "m.zani@example.org"));
        Assert.Equal(2, await GuardianAccountsAsync());
        Assert.Empty(await AllAsync<RetiredUsername>());
        var left = await OnlyAsync<Account>(account => account.IsCompromised);
        Assert.Equal((flagged.Id, flagged.Username), (left.Id, left.Username));
        Assert.Equal(flagged.Id, (await OnlyAsync<RecordProposal>()).AccountId);
    }

    [Fact]
    public async Task Row_03_homonyms_without_phone_or_mail_are_never_one_person()
    {
        await ApplyAsync(Text().Pupil("1", "DURAND", "Zoé", "01/02/2012", links: ["8$10$1$1$1$1"]).Pupil("2", "PETIT", "Ugo", "01/02/2012", links: ["9$10$1$1$1$1"])
            .Guardian("8", "MARTIN", "Anne").Guardian("9", "MARTIN", "Anne"));
        Assert.Equal(2, await GuardianAccountsAsync());
        Assert.Contains("a.martin", (await AllAsync<Account>()).Select(account => account.Username));
    }

    [Fact]
    public async Task Row_04_a_pupil_without_guardian_has_an_account_all_the_same()
    {
        await ApplyAsync(Text().Pupil("1", "DURAND", "Zoé", "01/02/2012"));
        Assert.Equal("z.durand", (await OnlyAsync<Account>()).Username);
    }

    [Fact]
    public async Task Row_05_a_guardian_nobody_names_or_a_plain_contact_gets_no_account()
    {
        var report = await ApplyAsync(Text().Pupil("1", "DURAND", "Zoé", "01/02/2012", links: ["8$90$0$0$1$0"]).Guardian("8", "CONTACT", "Anne").Guardian("9", "PERSONNE", "Luc"));
        Assert.Equal(0, await GuardianAccountsAsync());
        Assert.Empty(await AllAsync<GuardianLink>());
        Assert.Equal(1, report.Guardians.Skipped);
        Assert.Equal("8", (await OnlyAsync<GuardianRecord>()).SourceId);
    }

    [Fact]
    public async Task Row_05_a_contact_who_becomes_legal_guardian_by_a_delta_gets_an_account()
    {
        await ApplyAsync(Text().Pupil("1", "DURAND", "Zoé", "01/02/2012", links: ["8$90$0$0$1$0"]).Guardian("8", "CONTACT", "Anne"));
        await ApplyAsync(Text("20261120", "Delta", withSchool: false).Modify("Eleve", "Eleve", "1", ("ENTElevePersRelEleve", ["8$10$1$1$1$1"])));
        Assert.Equal("a.contact", (await OnlyAsync<Account>(account => account.Kind == AccountKind.Guardian)).Username);
    }

    [Fact]
    public async Task Row_06_a_tie_to_a_guardian_who_is_not_there_is_left_out_and_made_when_the_guardian_comes()
    {
        var report = await ApplyAsync(Text().Pupil("1", "DURAND", "Zoé", "01/02/2012", links: ["8$10$1$1$1$1"]));
        Assert.Equal((1, 1), (report.Links.Read, report.Links.Skipped));
        Assert.Empty(await AllAsync<GuardianLink>());
        await ApplyAsync(Text("20261120").Pupil("1", "DURAND", "Zoé", "01/02/2012", links: ["8$10$1$1$1$1"]).Guardian("8", "MARTIN", "Anne"));
        Assert.Single(await AllAsync<GuardianLink>());
        Assert.Equal(1, await GuardianAccountsAsync());
    }

    [Fact]
    [Trait("Row", "#230")]
    public async Task Row_07_a_pupil_of_a_school_outside_the_perimeter_is_skipped_and_counted()
    {
        var report = await ApplyAsync(Text().Pupil("1", "DURAND", "Zoé", "01/02/2012", school: "7999", classes: "", links: ["8$10$1$1$1$1"]).Guardian("8", "MARTIN", "Anne"));
        Assert.Equal((1, 0, 1), (report.Pupils.Read, report.Pupils.Added, report.Pupils.Skipped));
        Assert.Empty(await AllAsync<Account>());
    }

    [Fact]
    public async Task Row_08_a_pupil_with_a_class_elsewhere_is_external_there_and_two_records_with_one_ine_are_one_pupil()
    {
        await ApplyAsync(Text().School("7102", "9990002Y")
            .Pupil("1", "DURAND", "Zoé", "01/02/2012", classes: "7101$6EME A#7102$LATIN")
            .Pupil("2", "PETIT", "Ugo", "01/02/2012", ine: "990000118BK").Pupil("3", "PETIT", "Ugo", "01/02/2012", ine: "990000118BK", school: "7102", classes: ""));
        var enrolments = await AllAsync<Enrolment>();
        Assert.Equal(4, enrolments.Count);
        Assert.Single(enrolments, enrolment => enrolment.Kind == EnrolmentKind.External);
        Assert.Equal(2, (await AllAsync<Pupil>()).Count);
        Assert.Equal(2, (await AllAsync<Account>()).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Row", "#253")]
    public async Task Row_09_a_pupil_who_moves_between_academies_keeps_the_account_whichever_night_comes_first(bool leavesFirst)
    {
        await ApplyAsync(Text().Pupil("1", "DURAND", "Zoé", "01/02/2012", ine: "990000117BK"));
        await ApplyAsync(Other("20261119"));
        var account = await OnlyAsync<Account>();
        var leaves = Text("20261120", "Delta", withSchool: false).Delete("Eleve", "Eleve", "1");
        var arrives = Other("20261120", "Delta", withSchool: false).Pupil("77", "DURAND", "Zoé", "01/02/2012", ine: "990000117BK", school: "7201", classes: "");
        await ApplyAsync(leavesFirst ? leaves : arrives);
        await ApplyAsync(leavesFirst ? arrives : leaves);
        Assert.Equal(account.Id, (await OnlyAsync<Account>()).Id);
        var enrolment = await OnlyAsync<Enrolment>();
        Assert.Equal("9990003Z", (await OnlyAsync<School>(school => school.Id == enrolment.SchoolId)).Uai);
    }

    [Fact]
    [Trait("Row", "#231")]
    public async Task Row_10_a_pupil_in_both_degrees_during_the_summer_is_one_person_known_as_the_second_degree_says()
    {
        await ApplyAsync(FirstDegree(ine: "990000117BK", family: "QUERVEUR ZANI", first: "Eloane", birth: "19/02/2014"));
        Assert.Empty(await AllAsync<Account>());
        await ApplyAsync(Text().Pupil("1", "QUERVEUR", "Éloane", "19/02/2014", ine: "990000117BK"));
        Assert.Equal(ImportOutcome.NothingNew, (await Harness.ImportAsync(FirstDegree(ine: "990000117BK", family: "QUERVEUR-Z", first: "Eloane", birth: "19/02/2014", date: "20261120").Write(NewFolder()))).Outcome);
        Assert.Equal("QUERVEUR", (await OnlyAsync<Pupil>()).FamilyName);
        Assert.Equal(2, (await AllAsync<PupilRecord>()).Count);
        Assert.Single(await AllAsync<Account>());
    }

    [Fact]
    public async Task Row_11_classes_may_be_empty_undeclared_declared_twice_or_renamed()
    {
        await ApplyAsync(new AafText { Date = "20261119" }.School(classes: ["6EME A$SIXIEME A$10010012110", "6EME A$SIXIEME A$10010012110"])
            .Pupil("1", "DURAND", "Zoé", "01/02/2012").Pupil("2", "PETIT", "Ugo", "01/02/2012", classes: "").Pupil("3", "MARTIN", "Léa", "01/02/2012", classes: "7101$T  CAP"));
        Assert.Equal(["6EME A=SIXIEME A", "T CAP=T CAP"], (await AllAsync<SchoolClass>()).Select(one => $"{one.Code}={one.Label}").Order(StringComparer.Ordinal));
        Assert.Single(await AllAsync<Enrolment>(), enrolment => enrolment.ClassId is null);
        await ApplyAsync(Text("20261120").Pupil("1", "DURAND", "Zoé", "01/02/2012", classes: "7101$6EME 1").Pupil("2", "PETIT", "Ugo", "01/02/2012", classes: "7101$6EME 1").Pupil("3", "MARTIN", "Léa", "01/02/2012", classes: "7101$6EME 1"));
        Assert.Equal("6EME 1", (await OnlyAsync<SchoolClass>()).Code);
    }

    [Fact]
    public async Task Row_12_an_empty_chunk_is_normal_and_a_file_without_byte_is_not()
    {
        var text = Text().Pupil("1", "DURAND", "Zoé", "01/02/2012");
        var folder = text.Write(NewFolder());
        await File.WriteAllTextAsync(Path.Combine(folder, text.FileName("Eleve", 1)), "<ficAlimMENESR/>", Cancellation);
        await Harness.AppliedAsync(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, text.FileName("Eleve", 2)), "", Cancellation);
        await Harness.RefusedAsync(folder, "empty");
    }

    [Theory]
    [InlineData("ISO-8859-15", "utf-8", "É", "\n")]
    [InlineData("UTF-8", "iso-8859-15", "É", "\r\n")]
    [InlineData("UTF-8", "windows-1252", "É’", "\n")]
    [InlineData("", "utf-8", "&Eacute;", "\r")]
    [InlineData("", "iso-8859-15", "É", "\n")]
    [InlineData("UTF-8", "utf-8", "&#201;", "\r\n")]
    public async Task Row_13_accents_survive_wrong_or_missing_declarations_html_entities_and_any_line_end(string declared, string real, string accent, string lineEnd)
    {
        var text = new AafText { Declaration = declared.Length == 0 ? "" : $"<?xml version=\"1.0\" encoding=\"{declared}\"?>\n" }.School()
            .Pupil("1", "DURAND", "Zoé", "01/02/2012").Pupil("2", "PETIT", "XX", "01/02/2012");
        var folder = NewFolder();
        text.Write(folder);
        var path = Path.Combine(folder, text.FileName("Eleve"));
        var document = text.Document("Eleve").Replace("XX", accent + "lise", StringComparison.Ordinal).ReplaceLineEndings(lineEnd);
        await File.WriteAllBytesAsync(path, (CodePagesEncodingProvider.Instance.GetEncoding(real) ?? Encoding.UTF8).GetBytes(document), Cancellation);
        await Harness.AppliedAsync(folder);
        Assert.Equal(accent.Contains('’', StringComparison.Ordinal) ? "É’lise" : "Élise", (await OnlyAsync<Pupil>(pupil => pupil.FamilyName == "PETIT")).FirstName);
        Assert.Equal("Zoé", (await OnlyAsync<Pupil>(pupil => pupil.FamilyName == "DURAND")).FirstName);
    }

    [Fact]
    public async Task Row_14_without_school_of_enrolment_the_class_tells_the_school()
    {
        await ApplyAsync(Text().Pupil("1", "DURAND", "Zoé", "01/02/2012", school: ""));
        Assert.Equal(EnrolmentKind.Home, (await OnlyAsync<Enrolment>()).Kind);
    }

    [Fact]
    public async Task Row_15_blanks_dollars_and_long_values_do_no_harm()
    {
        await ApplyAsync(Text().Pupil("1", "  DE  LA   TOUR ", new string('é', 300), "01/02/2012", classes: "7101$6EME$A"));
        var pupil = await OnlyAsync<Pupil>();
        Assert.Equal("DE LA TOUR", pupil.FamilyName);
        Assert.Equal(100, pupil.FirstName.Length);
        Assert.Null((await OnlyAsync<Enrolment>()).ClassId);
        Assert.Equal("e.delatour", (await OnlyAsync<Account>()).Username);
    }

    [Fact]
    public async Task Row_16_what_is_no_mail_and_no_phone_is_left_out()
    {
        await ApplyAsync(Text().Pupil("1", "DURAND", "Zoé", "01/02/2012", links: ["8$10$1$1$1$1"]).Guardian("8", "MARTIN", "Anne", "appeler le soir", "anne(at)example.org"));
        var record = await OnlyAsync<GuardianRecord>();
        Assert.Null(record.Mobile);
        Assert.Null(record.Mail);
    }

    [Theory]
    [InlineData("7$1$1$0$0")]
    [InlineData("70$1$1$0$0")]
    public async Task Row_17_an_adult_pupil_who_is_their_own_guardian_has_the_pupils_account_only(string rest)
    {
        await ApplyAsync(Text().Pupil("1", "OYELARAN", "Sacha", "30/06/2008", links: ["8$" + rest]).Guardian("8", "OYELARAN", "Sacha", Mobile));
        Assert.Equal(AccountKind.Pupil, (await OnlyAsync<Account>()).Kind);
        Assert.Empty(await AllAsync<GuardianRecord>());
    }

    [Fact]
    public async Task Row_18_two_guardians_with_one_mobile_stay_two_people()
    {
        await ApplyAsync(Text().Pupil("1", "DURAND", "Zoé", "01/02/2012", links: ["8$10$1$1$1$1", "9$20$1$1$1$1"]).Guardian("8", "MARTIN", "Anne", Mobile).Guardian("9", "MARTIN", "Paul", Mobile));
        Assert.Equal(2, await GuardianAccountsAsync());
    }

    [Fact]
    public async Task Row_19_an_institution_has_an_account_of_its_own_for_each_record()
    {
        await ApplyAsync(Text().Pupil("1", "DURAND", "Zoé", "01/02/2012", links: ["8$51$1$1$1$1", "9$51$0$2$1$0"])
            .Guardian("8", "FOYER DES BRUYERES", "", Mobile, civility: "").Guardian("9", "FOYER DES BRUYERES", "", Mobile, civility: ""));
        var names = (await AllAsync<Account>()).Where(account => account.Kind == AccountKind.Guardian).Select(account => account.Username).ToList();
        Assert.Contains("foyerdesbruyeres", names);
        Assert.Equal(2, names.Count);
        Assert.Equal([GuardianKind.LegalGuardian, GuardianKind.PersonInCharge], (await AllAsync<GuardianLink>()).Select(link => link.Kind).Order());
    }

    [Fact]
    [Trait("Rule", "S-XM2")]
    public async Task Row_20_a_run_that_dies_in_the_middle_is_taken_up_again()
    {
        var folder = Text().Pupil("1", "DURAND", "Zoé", "01/02/2012", links: ["8$10$1$1$1$1"]).Guardian("8", "MARTIN", "Anne").Write(NewFolder());
        var harness = Harness;
        harness.Checkpoint = step => _ = step == "after guardians" ? throw new TimeoutException(step) : 0;
        await Assert.ThrowsAsync<TimeoutException>(() => harness.ImportAsync(folder));
        var report = await Harness.AppliedAsync(folder);
        Assert.Equal((1, 1, 1, 2), (report.Guardians.Added, report.Pupils.Added, report.Links.Added, report.Accounts.Added));
        Assert.Equal(ImportOutcome.NothingNew, (await Harness.ImportAsync(folder)).Outcome);
    }

    [Fact]
    [Trait("Row", "#232")]
    public async Task Row_21_the_same_operations_in_three_deltas_change_nothing_the_second_time()
    {
        await ApplyAsync(Text().Pupil("1", "DURAND", "Zoé", "01/02/2012", links: ["8$10$1$1$1$1"]).Pupil("2", "PETIT", "Ugo", "01/02/2012").Guardian("8", "MARTIN", "Anne"));
        AafText Delta(string date) => Text(date, "Delta", withSchool: false).Modify("PersRelEleve", "PersRelEleve", "8", ("mobile", ["0639980077"]))
            .Delete("Eleve", "Eleve", "2").Pupil("3", "NEUF", "Léo", "01/02/2012").Modify("Eleve", "Eleve", "1", ("ENTEleveClasses", ["7101$6EME B"]));
        var first = await ApplyAsync(Delta("20261120"));
        Assert.Equal((1, 1, 1, 1), (first.Pupils.Added, first.Pupils.Changed, first.Pupils.Gone, first.Guardians.Changed));
        var state = await Harness.StateAsync();
        Assert.Equal(ImportOutcome.NothingNew, (await Harness.ImportAsync(Delta("20261121").Write(NewFolder()))).Outcome);
        Assert.Equal(state.Replace("2026-11-20", "2026-11-21", StringComparison.Ordinal), await Harness.StateAsync());
    }

    private static AafText Text(string date = "20261119", string kind = "Complet", bool withSchool = true)
    {
        var text = new AafText { Date = date, Kind = kind };
        return withSchool ? text.School() : text;
    }

    private static AafText Other(string date, string kind = "Complet", bool withSchool = true)
    {
        var text = new AafText { Date = date, Kind = kind, Academie = "13" };
        return withSchool ? text.School("7201", "9990003Z", academie: "013") : text;
    }

    /// <summary>A complet of the 1st degree: one school, one pupil whose guardian is 5520010, with the attribute names and layouts of that degree.</summary>
    private static AafText FirstDegree(string ine = "", string family = "QUERVEUR-ZANI", string date = "20261119", string first = "Titouan", string birth = "03/11/2018") => new AafText { Prefix = "ENT1D", Degree = "1D", Date = date }
        .Add("EtabEducNat", "categorieStructure", "EtabEducNat", "8802", [("ENTStructureJointure", ["8802"]), ("ENTStructureUAI", ["9990101F"]), ("ENTStructureNomCourant", ["E.E.PU$LES GENETS$VALFICTIF"]), ("ENTEcoleSecteur", ["PU"])])
        .Add("Eleve", "categoriePersonne", "Eleve", "5510001",
        [
            ("ENTPersonJointure", ["5510001"]), ("ENTEleveINE", [ine]), ("ENTPersonDateNaissance", [birth]), ("ENTPersonNomPatro", [family]), ("ENTPersonNom", [family]), ("ENTPersonPrenom", [first]),
            ("ENTEleveAutoriteParentale", ["5520010$10"]), ("ENTPersonStructRattach", ["8802"]), ("ENTPersonClasses", ["8802$9990101F$LES GENETS$31007$CP-CE1 MME DORVAL"]), ("ENTEleveNiveau", ["CP"]),
        ]);

    private string NewFolder() => Path.Combine(Stores.Folder, $"in{++_folders}");

    private Task<ImportReport> ApplyAsync(AafText text) => Harness.AppliedAsync(text.Write(NewFolder()), allowRemovals: true);

    private async Task<int> GuardianAccountsAsync() => (await AllAsync<Account>()).Count(account => account.Kind == AccountKind.Guardian);

    private async Task<List<T>> AllAsync<T>()
        where T : class
    {
        await using var db = Stores.Main();
        return await db.Set<T>().AsNoTracking().ToListAsync(Cancellation);
    }

    private async Task<T> OnlyAsync<T>(Func<T, bool>? condition = null)
        where T : class => Assert.Single(await AllAsync<T>(), one => condition is null || condition(one));
}

public sealed class IrregularityOnSqlite() : IrregularityTests(Engine.Sqlite);

public sealed class IrregularityOnPostgreSql() : IrregularityTests(Engine.PostgreSql);
