using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Codes;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.AccessCodes;
using EduConnect.Core.Tests.House;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.SignIn;

/// <summary>Who gets an access code and what its digits are worth, against the tables of <c>docs/journeys/access-code.md</c>.</summary>
[Trait("Rule", "domain 11")]
[Trait("Rule", "S-OT2")]
public abstract class AccessCodeStoreTests(Engine engine) : StorageSuite(engine)
{
    private static readonly Guid Pupil = Guid.CreateVersion7();
    private AccessCodeStore _store = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var random = new SystemRandomSource();
        _store = new AccessCodeStore(new CodeMac(new KeyRing(Path.Combine(Stores.Folder, "keys"), Clock, random), random), new AccessCodeOptions(), Clock);
    }

    [Fact]
    public void Every_state_of_an_account_is_judged_as_written()
    {
        var rows = Table("| Account | Code |");
        (string Account, AccountState State, bool IsCompromised)[] cases =
        [
            ("not informed", AccountState.NotInformed, false), ("informed", AccountState.Informed, false), ("activated", AccountState.Activated, false), ("activated, compromised", AccountState.Activated, true),
        ];
        Assert.Equal(rows, cases.Select(one => (one.Account, GiveAccessCode.Judge(one.State, one.IsCompromised).ToString())));
    }

    [Fact]
    public async Task Every_state_of_a_code_is_worth_what_is_written()
    {
        foreach (var (state, expected) in Table("| The code | Lets in |"))
        {
            var digits = await GiveAsync();
            var account = await BringAsync(state, digits);
            await using var db = Stores.Operational();
            Assert.Equal((state, expected), (state, await _store.MatchAsync(db, account, digits, Cancellation) is null ? "no" : "yes"));
        }
    }

    [Fact]
    public async Task Old_rows_go_when_a_code_is_given()
    {
        await GiveAsync(Guid.CreateVersion7());
        Clock.Advance(TimeSpan.FromDays(2));
        await GiveAsync();
        await using var db = Stores.Operational();
        Assert.Equal(Pupil, (await db.Set<AccessCode>().SingleAsync(Cancellation)).AccountId);
    }

    private async Task<Guid> BringAsync(string state, string digits)
    {
        switch (state)
        {
            case "just given":
                return Pupil;
            case "after four wrong tries":
                await TryAsync(4);
                return Pupil;
            case "after five wrong tries":
                await TryAsync(5);
                return Pupil;
            case "used":
                await using (var db = Stores.Operational())
                {
                    var code = (await _store.MatchAsync(db, Pupil, digits, Cancellation))!;
                    Assert.True(await _store.UseAsync(db, code, Cancellation));
                    Assert.False(await _store.UseAsync(db, code, Cancellation));
                }

                return Pupil;
            case "twenty minutes old":
                Clock.Advance(TimeSpan.FromMinutes(20));
                return Pupil;
            case "replaced by another":
                await GiveAsync();
                return Pupil;
            case "sessions ended since":
                await using (var db = Stores.Operational())
                {
                    await Sessions.EndAllAsync(db, [Pupil], Clock.UtcNow, Cancellation);
                }

                return Pupil;
            case "typed for another pupil":
                var other = Guid.CreateVersion7();
                await GiveAsync(other);
                return other;
            default:
                throw new InvalidOperationException($"Say here what \"{state}\" means.");
        }
    }

    private async Task TryAsync(int times)
    {
        await using var db = Stores.Operational();
        for (var i = 0; i < times; i++)
        {
            Assert.Null(await _store.MatchAsync(db, Pupil, "12", Cancellation));
        }
    }

    private async Task<string> GiveAsync(Guid? account = null)
    {
        await using var db = Stores.Operational();
        var now = Clock.UtcNow;
        return await _store.SaveAsync(db, new AccessCode
        {
            AccountId = account ?? Pupil,
            DrawId = Guid.CreateVersion7(),
            Mac = [],
            AgentName = "M. Lefort",
            SchoolName = "CLG Jeanne-Valmont",
            GivenAt = now,
            ExpiresAt = now.AddMinutes(20),
        }, Cancellation);
    }

    private static List<(string, string)> Table(string head) =>
        [.. Repository.Lines("docs/journeys/access-code.md").SkipWhile(line => line != head).Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Select(cells => (cells[1], cells[2]))];
}

public sealed class AccessCodeStoreOnSqlite() : AccessCodeStoreTests(Engine.Sqlite);

public sealed class AccessCodeStoreOnPostgreSql() : AccessCodeStoreTests(Engine.PostgreSql);
