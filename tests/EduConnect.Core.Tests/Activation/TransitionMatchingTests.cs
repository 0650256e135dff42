using EduConnect.Core.Accounts;
using EduConnect.Core.Activation.Transition;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Guardians;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Activation;

/// <summary>Whose account a former system may speak of: exactly one, of its own schools (domain 5.5, <c>docs/adr/0011</c>).</summary>
[Trait("Row", "#65")]
public abstract class TransitionMatchingTests(Engine engine) : StorageSuite(engine)
{
    private readonly FormerSystem _system = new() { Code = "ent", Name = "ENT", PublicKeys = "{}", Academies = ["13"] };
    private School _school = null!;
    private School _foreign = null!;
    private TestPupil _ines = null!;
    private TestPupil _malo = null!;
    private TestPupil _far = null!;
    private TestGuardian _claire = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var main = Stores.Main();
        var data = new TestData(main);
        (_school, _foreign) = (data.School(), data.School(academie: "02"));
        (_ines, _malo, _far) = (data.Pupil(_school, null, "MOREL-D'ARC", "Inès"), data.Pupil(_school, null, "MOREL", "Malo"), data.Pupil(_foreign, null, "MOREL", "Jade"));
        _claire = data.Guardian(_ines, "MOREL", "Claire", others: [_malo]);
        _claire.Records[0].UsualName = "LE GOFF";
        data.Guardian(_ines, "VASSEUR", "Paul");
        data.Guardian(_far, "MOREL", "Claire");
        await data.SaveAsync();
    }

    [Fact]
    public async Task A_pupil_is_found_by_number_school_and_folded_names()
    {
        Assert.Equal(_ines.Account!.Id, await FindAsync(Pupil("morel d arc", "INES", _ines)));
        Assert.Null(await FindAsync(Pupil("MOREL", "Inès", _ines)));
        Assert.Null(await FindAsync(Pupil("MOREL-D'ARC", "Malo", _ines)));
        Assert.Null(await FindAsync(Pupil("", "", _ines)));
        Assert.Null(await FindAsync(Pupil("MOREL-D'ARC", "Inès", _malo)));
        Assert.Null(await FindAsync($"4|MOREL-D'ARC|Inès|{_ines.Record.RegistrationNumber}|{_foreign.Uai}"));
        Assert.Null(await FindAsync(Pupil("MOREL-D'ARC", "Inès", _ines), Pupil("MOREL", "Malo", _malo)));
    }

    [Fact]
    public async Task A_guardian_is_found_by_birth_or_usage_name_and_every_child_named()
    {
        Assert.Equal(_claire.Account.Id, await FindAsync(Guardian("Morel", "CLAIRE", _ines)));
        Assert.Equal(_claire.Account.Id, await FindAsync(Guardian("le goff", "Claire", _ines), Guardian("Morel", "Claire", _malo)));
        Assert.Null(await FindAsync(Guardian("Vasseur", "Paul", _ines), Guardian("Vasseur", "Paul", _malo)));
        Assert.Null(await FindAsync(Guardian("Vasseur", "Claire", _ines)));
        Assert.Null(await FindAsync(Guardian("Morel", "Claire", _ines), Guardian("Vasseur", "Paul", _ines)));
    }

    [Fact]
    public async Task A_system_speaks_for_its_own_schools_only_and_one_foreign_value_refuses_all()
    {
        Assert.Null(await FindAsync(Pupil("MOREL", "Jade", _far)));
        Assert.Null(await FindAsync(Guardian("Morel", "Claire", _ines), Guardian("Morel", "Claire", _far)));
        _system.Schools = [_foreign.Uai];
        Assert.Equal(_far.Account!.Id, await FindAsync(Pupil("MOREL", "Jade", _far)));
        _system.Academies = [];
        Assert.Null(await FindAsync(Pupil("MOREL-D'ARC", "Inès", _ines)));
    }

    [Fact]
    public async Task Nobody_is_chosen_between_two_people()
    {
        await using var main = Stores.Main();
        var data = new TestData(main);
        data.Guardian(_malo, "MOREL", "Claire");
        var twin = data.Pupil(_school, null, "MOREL-D'ARC", "Inès");
        twin.Record.RegistrationNumber = _ines.Record.RegistrationNumber;
        await data.SaveAsync();
        Assert.Null(await FindAsync(Guardian("Morel", "Claire", _malo)));
        Assert.Null(await FindAsync(Pupil("MOREL-D'ARC", "Inès", _ines)));
    }

    [Theory]
    [InlineData("tie")]
    [InlineData("record")]
    [InlineData("child")]
    [InlineData("school")]
    [InlineData("account")]
    [InlineData("course")]
    public async Task What_has_gone_leads_to_nobody(string what)
    {
        var now = Clock.UtcNow;
        await using var main = Stores.Main();
        _ = what switch
        {
            "tie" => await main.Set<GuardianLink>().ExecuteUpdateAsync(set => set.SetProperty(one => one.GoneAt, now), Cancellation),
            "record" => await main.Set<GuardianRecord>().ExecuteUpdateAsync(set => set.SetProperty(one => one.GoneAt, now), Cancellation),
            "child" => await main.Set<Core.Directory.PupilRecord>().ExecuteUpdateAsync(set => set.SetProperty(one => one.GoneAt, now), Cancellation),
            "school" => await main.Set<School>().ExecuteUpdateAsync(set => set.SetProperty(one => one.GoneAt, now), Cancellation),
            "course" => await main.Set<Core.Schools.Enrolment>().ExecuteUpdateAsync(set => set.SetProperty(one => one.Kind, EnrolmentKind.External), Cancellation),
            _ => await main.Set<Account>().ExecuteUpdateAsync(set => set.SetProperty(one => one.ClosedAt, now), Cancellation),
        };
        Assert.Null(await FindAsync(Guardian("Morel", "Claire", _ines)));
    }

    private async Task<Guid?> FindAsync(params string[] vectors)
    {
        await using var main = Stores.Main();
        return (await new TransitionMatching(main).FindAsync(_system, [.. vectors.Select(vector => SchoolVector.Parse(vector)!)], Cancellation))?.Id;
    }

    private string Pupil(string family, string first, TestPupil pupil) => $"4|{family}|{first}|{pupil.Record.RegistrationNumber}|{UaiOf(pupil)}";

    private string Guardian(string family, string first, TestPupil child) => $"2|{family}|{first}|{child.Record.RegistrationNumber}|{UaiOf(child)}";

    private string UaiOf(TestPupil pupil) => pupil == _far ? _foreign.Uai : _school.Uai;
}

public sealed class TransitionMatchingOnSqlite() : TransitionMatchingTests(Engine.Sqlite);

public sealed class TransitionMatchingOnPostgreSql() : TransitionMatchingTests(Engine.PostgreSql);
