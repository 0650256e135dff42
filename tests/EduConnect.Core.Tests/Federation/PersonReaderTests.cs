using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Federation;

/// <summary>What is read of a person: only ties that the guardian confirmed (domain 7.2).</summary>
public abstract class PersonReaderTests(Engine engine) : StorageSuite(engine)
{
    private PersonReader Reader => new(new Factory(Stores));

    [Fact]
    [Trait("Row", "#71")]
    public async Task Only_confirmed_ties_are_released()
    {
        await using var main = Stores.Main();
        var data = new TestData(main);
        var (college, school) = (data.School(), data.School(degree: Degree.First));
        var (confirmed, reported, young) = (data.Pupil(college), data.Pupil(college), data.Pupil(school));
        var guardian = data.Guardian(confirmed, others: [reported, young]);
        await data.SaveAsync();
        Assert.Empty((await ReadAsync(guardian))!.Enrolments);
        await StateAsync(confirmed, LinkStatement.Confirmed);
        await StateAsync(reported, LinkStatement.ReportedWrong);
        var person = await ReadAsync(guardian);
        Assert.Equal([new EduConnect.Core.Federation.Claims.Enrolment(2, confirmed.Record.RegistrationNumber, college.Uai)], person!.Enrolments);
        Assert.Equal([new SourceRecord("13", 2, guardian.Records.Single(record => record.Degree == Degree.Second).SourceId)], person.Records);
        await StateAsync(young, LinkStatement.Confirmed);
        person = await ReadAsync(guardian);
        Assert.Equal([2, 1], person!.Enrolments.Select(enrolment => enrolment.Degree));
        Assert.Equal(2, person.Records.Count);
        Assert.Equal(("DELORME", "Viviane", "Mme"), (person.FamilyName, person.GivenName, person.Civility));
    }

    [Fact]
    [Trait("Spec", "federation.md a.5")]
    public async Task Children_without_a_number_are_told_apart_by_the_key_of_their_record()
    {
        await using var main = Stores.Main();
        var data = new TestData(main);
        var school = data.School(degree: Degree.First);
        var (one, two) = (data.Pupil(school), data.Pupil(school));
        (one.Record.RegistrationNumber, two.Record.RegistrationNumber) = (string.Empty, string.Empty);
        var guardian = data.Guardian(one, others: two);
        await data.SaveAsync();
        await StateAsync(one, LinkStatement.Confirmed);
        await StateAsync(two, LinkStatement.Confirmed);
        var vectors = SchoolVectors.Of((await ReadAsync(guardian))!);
        Assert.Equal(new[] { one.Record.SourceId, two.Record.SourceId }.Order(StringComparer.Ordinal), vectors.Select(vector => SchoolVector.Parse(vector)!.PupilNumber).Order(StringComparer.Ordinal));
        Assert.All(vectors, vector => Assert.StartsWith("1|DELORME|Viviane|", vector, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pupil_with_a_level_and_a_confirmed_address()
    {
        await using var main = Stores.Main();
        var data = new TestData(main);
        var school = data.School();
        var pupil = data.Pupil(school);
        main.Add(new Mef { Code = "20010018110", Label = "2NDE", StatisticalCode = "22112010018" });
        await data.SaveAsync();
        await main.Set<EduConnect.Core.Schools.Enrolment>().ExecuteUpdateAsync(row => row.SetProperty(one => one.MefCode, "20010018110"), Cancellation);
        await main.Set<EduConnect.Core.Accounts.Account>().ExecuteUpdateAsync(row => row.SetProperty(one => one.Mail, "a@example.org"), Cancellation);
        var person = await Reader.ReadAsync(pupil.Account!.Id, Audience.Pupils, ClaimNames.All, Cancellation);
        Assert.Equal((school.Uai, "2211", (string?)null), (person!.Enrolments.Single().Uai, person.Enrolments.Single().Level, person.ConfirmedEmail));
        var now = Clock.UtcNow;
        await main.Set<EduConnect.Core.Accounts.Account>().ExecuteUpdateAsync(row => row.SetProperty(one => one.MailConfirmedAt, now), Cancellation);
        Assert.Equal("a@example.org", (await Reader.ReadAsync(pupil.Account.Id, Audience.Pupils, ClaimNames.All, Cancellation))!.ConfirmedEmail);
        await main.Set<EduConnect.Core.Accounts.Account>().ExecuteUpdateAsync(row => row.SetProperty(one => one.ClosedAt, now), Cancellation);
        Assert.Null(await Reader.ReadAsync(pupil.Account.Id, Audience.Pupils, ClaimNames.All, Cancellation));
    }

    [Fact]
    [Trait("Spec", "federation.md a.4")]
    public async Task The_school_of_the_second_degree_comes_first_whatever_its_number()
    {
        await using var main = Stores.Main();
        var data = new TestData(main);
        var (primary, college) = (data.School(uai: "0990001A", degree: Degree.First), data.School(uai: "0999999Z"));
        var pupil = data.Pupil(college);
        var young = data.Pupil(primary);
        young.Record.PupilId = pupil.Pupil.Id;
        await data.SaveAsync();
        var person = await Reader.ReadAsync(pupil.Account!.Id, Audience.Pupils, ClaimNames.All, Cancellation);
        Assert.Equal([college.Uai, primary.Uai], person!.Enrolments.Select(enrolment => enrolment.Uai));
    }

    [Fact]
    [Trait("Rule", "S-OI5")]
    public async Task What_no_claim_needs_is_not_read()
    {
        await using var main = Stores.Main();
        var data = new TestData(main);
        var pupil = data.Pupil(data.School());
        await data.SaveAsync();
        var person = await Reader.ReadAsync(pupil.Account!.Id, Audience.Pupils, new HashSet<string> { ClaimNames.GivenName }, Cancellation);
        Assert.Empty(person!.Enrolments);
        Assert.Empty(person.Records);
        Assert.Null(await Reader.ReadAsync(pupil.Account.Id, Audience.Guardians, new HashSet<string>(), Cancellation));
    }

    private Task<Person?> ReadAsync(TestGuardian guardian) => Reader.ReadAsync(guardian.Account.Id, Audience.Guardians, ClaimNames.All, Cancellation);

    private async Task StateAsync(TestPupil child, LinkStatement statement)
    {
        await using var main = Stores.Main();
        await main.Set<GuardianLink>().Where(link => link.PupilId == child.Pupil.Id).ExecuteUpdateAsync(row => row.SetProperty(link => link.Statement, statement), Cancellation);
    }

    private sealed class Factory(TestStores stores) : IDbContextFactory<MainDb>
    {
        public MainDb CreateDbContext() => stores.Main();
    }
}

public sealed class PersonReaderOnSqlite() : PersonReaderTests(Engine.Sqlite);

public sealed class PersonReaderOnPostgreSql() : PersonReaderTests(Engine.PostgreSql);
