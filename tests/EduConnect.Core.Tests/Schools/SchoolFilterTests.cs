using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Schools;

/// <summary>The filters of the lists beyond names and states: ages, families, origins, levels, key figures. The day is 20 November 2026.</summary>
public abstract class SchoolFilterTests(Engine engine) : StorageSuite(engine)
{
    private SchoolList _lists = null!;
    private TestData _data = null!;
    private MainDb _db = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _lists = new SchoolList(new StoreFactory<MainDb>(Stores.Main), new SchoolCalendar(new ServiceOptions(), Clock));
        _db = Stores.Main();
        _data = new TestData(_db);
    }

    public override async ValueTask DisposeAsync()
    {
        await _db.DisposeAsync();
        await base.DisposeAsync();
    }

    [Theory]
    [Trait("Row", "#127")]
    [InlineData("2011-11-20", "From15To17")]
    [InlineData("2011-11-21", "Under15")]
    [InlineData("2008-11-21", "From15To17")]
    [InlineData("2008-11-20", "Adult")]
    [InlineData("1990-01-01", "Adult")]
    [InlineData(null, "")]
    public async Task A_pupil_is_in_the_age_range_of_the_day(string? born, string expected)
    {
        var school = _data.School();
        var pupil = _data.Pupil(school, username: "the.pupil");
        pupil.Pupil.BirthDate = born is null ? null : DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture);
        await _data.SaveAsync();
        var found = new List<string>();
        foreach (var age in Enum.GetValues<AgeRange>())
        {
            found.AddRange((await UsernamesAsync(school, ListKind.Pupils, new ListSearch { Ages = [age] })).Select(_ => age.ToString()));
        }

        Assert.Equal(expected, string.Join(' ', found));
        Assert.Single(await UsernamesAsync(school, ListKind.Pupils, new ListSearch()));
    }

    [Fact]
    [Trait("Row", "#175")]
    public async Task Families_are_told_by_how_many_of_their_accounts_are_activated()
    {
        var school = _data.School();
        Family(school, "none", (false, "n1"), (false, "n2"));
        Family(school, "half", (true, "h1"), (false, "h2"));
        Family(school, "both", (true, "b1"), (true, "b2"));
        Family(school, "alone", (true, "s1"));
        Family(school, "three", (true, "t1"), (true, "t2"), (false, "t3"));
        var child = Family(school, "mixed", (true, "m1"));
        _data.Guardian(child, username: "in.charge", kind: GuardianKind.PersonInCharge);
        await _data.SaveAsync();
        Assert.Equal(["n1", "n2"], await FamiliesAsync(school, FamilyAccounts.None));
        Assert.Equal(["h1", "h2", "m1", "s1", "t1", "t2", "t3"], await FamiliesAsync(school, FamilyAccounts.One));
        Assert.Equal(["b1", "b2", "m1", "s1"], await FamiliesAsync(school, FamilyAccounts.All));
        Assert.Equal(11, (await FamiliesAsync(school, Enum.GetValues<FamilyAccounts>())).Count);
        Assert.Equal(["in.charge"], await UsernamesAsync(school, ListKind.PersonsInCharge, new ListSearch { Families = [FamilyAccounts.None] }));
    }

    [Fact]
    [Trait("Row", "#176")]
    public async Task An_ecole_filters_by_origin_known_address_and_level()
    {
        var school = _data.School(degree: Degree.First);
        var (first, second) = (_data.Pupil(school, level: "CE1"), _data.Pupil(school, level: "CM2"));
        _data.Guardian(first, username: "by.school").Account.Mode = ActivationMode.School;
        var registered = _data.Guardian(first, username: "by.self", mail: null).Account;
        registered.Mode = ActivationMode.SelfRegistration;
        registered.Mail = "self@example.org";
        _data.Guardian(second, username: "never", mail: null);
        await _data.SaveAsync();
        Assert.Equal(["by.self"], await UsernamesAsync(school, ListKind.Guardians, new ListSearch { Origins = [ActivationMode.SelfRegistration] }));
        Assert.Equal(["by.school", "never"], await UsernamesAsync(school, ListKind.Guardians, new ListSearch { Origins = [ActivationMode.School, ActivationMode.None] }));
        Assert.Equal(["never"], await UsernamesAsync(school, ListKind.Guardians, new ListSearch { Mail = [ContactState.None] }));
        Assert.Equal(["never"], await UsernamesAsync(school, ListKind.Guardians, new ListSearch { Levels = ["CM2"] }));
        Assert.Equal(["CE1", "CM2"], (await _lists.ChoicesAsync(school.Id, ListKind.Guardians, Cancellation)).Levels);
    }

    [Fact]
    [Trait("Row", "#123")]
    [Trait("Row", "#183")]
    public async Task Those_to_inform_first_were_never_informed_and_no_source_knows_a_mobile()
    {
        var (school, elsewhere) = (_data.School(), _data.School(academie: "14"));
        var (child, sibling) = (_data.Pupil(school), _data.Pupil(elsewhere));
        _data.Guardian(child, username: "to.inform", mobile: null);
        _data.Guardian(child, username: "can.register");
        _data.Guardian(child, username: "was.informed", mobile: null).Account.LastInformedAt = Clock.UtcNow.AddMonths(-8);
        _data.Guardian(child, username: "is.informed", mobile: null).Account.State = AccountState.Informed;
        var known = _data.Guardian(child, username: "known.elsewhere", mobile: null, others: sibling);
        known.Records.Single(record => record.Academie == "14").Mobile = "+33639980099";
        await _data.SaveAsync();
        Assert.Equal(["to.inform"], await UsernamesAsync(school, ListKind.LegalGuardians, new ListSearch { ToInformFirst = true }));
        await _db.Set<GuardianRecord>().Where(record => record.Mobile == "+33639980099").ExecuteUpdateAsync(set => set.SetProperty(record => record.GoneAt, Clock.UtcNow), Cancellation);
        Assert.Equal(["known.elsewhere", "to.inform"], await UsernamesAsync(school, ListKind.LegalGuardians, new ListSearch { ToInformFirst = true }));
    }

    [Fact]
    [Trait("Row", "#123")]
    public async Task The_first_sign_in_of_the_year_counts_from_midnight_in_paris()
    {
        var school = _data.School();
        var child = _data.Pupil(school);
        _data.Guardian(child, username: "last.year").Account.LastSignInAt = new DateTime(2026, 8, 31, 21, 59, 59, DateTimeKind.Utc);
        _data.Guardian(child, username: "this.year").Account.LastSignInAt = new DateTime(2026, 8, 31, 22, 0, 0, DateTimeKind.Utc);
        _data.Guardian(child, username: "never");
        await _data.SaveAsync();
        Assert.Equal(["this.year"], await UsernamesAsync(school, ListKind.LegalGuardians, new ListSearch { SignedInThisYear = true }));
    }

    private TestPupil Family(School school, string name, params (bool Activated, string Username)[] guardians)
    {
        var child = _data.Pupil(school, lastName: name);
        foreach (var (activated, username) in guardians)
        {
            _data.Guardian(child, username: username).Account.State = activated ? AccountState.Activated : AccountState.Informed;
        }

        return child;
    }

    private Task<List<string>> FamiliesAsync(School school, params FamilyAccounts[] families) => UsernamesAsync(school, ListKind.LegalGuardians, new ListSearch { Families = families });

    private async Task<List<string>> UsernamesAsync(School school, ListKind kind, ListSearch search) =>
        [.. (await _lists.RunAsync(school.Id, kind, search, new ListSort(), 1, Cancellation)).Rows.Select(row => row.Username).Order(StringComparer.Ordinal)];
}

public sealed class SchoolFilterOnSqlite() : SchoolFilterTests(Engine.Sqlite);

public sealed class SchoolFilterOnPostgreSql() : SchoolFilterTests(Engine.PostgreSql);
