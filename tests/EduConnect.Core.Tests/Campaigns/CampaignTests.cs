using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Campaigns;
using EduConnect.Core.Campaigns.Checking;
using EduConnect.Core.Campaigns.Following;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Campaigns;

/// <summary>A list of leaked usernames is loaded and checked, and says what it would do (domain §16).</summary>
[Trait("Row", "#256")]
public abstract class CampaignTests(Engine engine) : StorageSuite(engine)
{
    private const string Password = "trois petits chats verts";
    private CampaignWorld _world = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _world = new CampaignWorld(Stores, Clock);
        await using var db = Stores.Main();
        var data = new TestData(db);
        var (college, ecole) = (data.School(), data.School(degree: Degree.First, academie: "14"));
        var pupil = data.Pupil(college, data.Class(college), "ZOLA", "Denise", username: "d.zola");
        var child = data.Pupil(ecole, data.Class(ecole, "CP"), "ZOLA", "Jean");
        Activated(pupil.Account!);
        Activated(data.Guardian(pupil, "ZOLA", "Émile", "e.zola", others: child).Account);
        Activated(data.Guardian(child, "ZOLA", "Alexandrine", "a.zola").Account);
        Activated(data.Guardian(child, "FRANCE", "Connect", "f.connect").Account).PasswordHash = null;
        data.Guardian(child, "JAMAIS", "Venue", "j.venue");
        var gone = Activated(new Account { Id = Guid.CreateVersion7(), Kind = AccountKind.Guardian, Username = "s.ecole" });
        db.Add(gone);
        await data.SaveAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        _world.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Usernames_are_found_counted_and_left_out_with_a_reason()
    {
        var preview = await _world.CheckedAsync("d.zola\nE.ZOLA\nf.connect\nj.venue\nnobody\nd.zola\ns.ecole\nun deux\n");
        Assert.Equal(CampaignState.Ready, preview.Campaign.State);
        Assert.Equal(3, preview.Accounts);
        Assert.Equal([new PreviewedState(AccountKind.Pupil, AccountState.Activated, 1), new PreviewedState(AccountKind.Guardian, AccountState.Activated, 2)], preview.States);
        Assert.Equal([new PreviewedAcademie("13", 2), new PreviewedAcademie("14", 1), new PreviewedAcademie(string.Empty, 1)], preview.Academies);
        Assert.Equal(
            [(LineVerdict.Found, 3, ""), (LineVerdict.Unreadable, 1, "8"), (LineVerdict.Unknown, 1, "5"), (LineVerdict.Duplicate, 1, ""), (LineVerdict.NeverActivated, 1, ""), (LineVerdict.NoPassword, 1, "")],
            preview.Verdicts.Select(one => (one.Verdict, one.Lines, string.Join(' ', one.First))));
        Assert.All((await _world.AccountsAsync()).Values, account => Assert.False(account.IsCompromised));
        Assert.All(await _world.LinesAsync(preview.Campaign.Id), line => Assert.Equal((null, null, null), (line.Username, line.UsernameHash, line.SealedPassword)));
        await using var db = Stores.Main();
        var audit = await db.Set<AuditEvent>().SingleAsync(Cancellation);
        Assert.Equal(("campaign.loaded", ActorKind.Operator, "op"), (audit.Code, audit.ActorKind, audit.ActorId));
    }

    [Fact]
    public async Task Hashes_find_the_same_accounts_also_when_a_check_dies()
    {
        var lines = string.Join('\n', new[] { "d.zola", "nobody", "e.zola", "d.zola", "a.zola" }.Select(username => Convert.ToHexString(HashedUsernames.Hash(username))));
        var campaign = await _world.LoadAsync(lines);
        for (var units = 1; units < 6; units++)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => _world.WorkAsync(campaign.Id, units));
        }

        Assert.Equal(CampaignState.Ready, await _world.WorkAsync(campaign.Id));
        var judged = await _world.LinesAsync(campaign.Id);
        Assert.Equal([LineVerdict.Found, LineVerdict.Unknown, LineVerdict.Found, LineVerdict.Duplicate, LineVerdict.Found], judged.Select(line => line.Verdict));
        Assert.All(judged, line => Assert.Null(line.UsernameHash));
    }

    [Fact]
    [Trait("Rule", "S-PW2")]
    public async Task Leaked_passwords_find_only_who_has_them_and_are_forgotten()
    {
        var hash = await _world.Hasher.HashAsync(PasswordText.From(Password), Cancellation);
        await _world.ChangeAsync("d.zola", (account, _) => account.PasswordHash = hash);
        await _world.ChangeAsync("e.zola", (account, _) => account.PasswordHash = hash);
        var drawn = (await _world.AccountsAsync())["j.venue"] is { } venue ? _world.Provisional.Draw(venue.Id) : throw new InvalidOperationException();
        await _world.ChangeAsync("j.venue", (account, _) => account.Inform(withReset: false, drawn.Copies, Clock.UtcNow, TimeSpan.FromDays(90)));
        var campaign = await _world.LoadAsync($"d.zola;{Password}\ne.zola;autre chose\nf.connect;{Password}\nj.venue;{drawn.Password.Reveal().ToLowerInvariant()}\nnobody;{Password}\ne.zola;\"{Password}\"\n");
        Assert.Equal(CampaignList.Passwords, campaign.List);
        Assert.All(await _world.LinesAsync(campaign.Id), line => Assert.Equal(-1, line.SealedPassword.AsSpan().IndexOf("chats"u8)));
        await _world.WorkAsync(campaign.Id);
        var lines = await _world.LinesAsync(campaign.Id);
        Assert.Equal([LineVerdict.Found, LineVerdict.PasswordDiffers, LineVerdict.NoPassword, LineVerdict.Found, LineVerdict.Unknown, LineVerdict.Found], lines.Select(line => line.Verdict));
        Assert.All(lines, line => Assert.Null(line.SealedPassword));
    }

    [Fact]
    public async Task A_password_moved_to_another_line_does_not_open()
    {
        var campaign = await _world.LoadAsync($"d.zola;{Password}\ne.zola;{Password}\n");
        var lines = await _world.LinesAsync(campaign.Id);
        var leaked = new LeakedPasswords(new Core.Platform.Crypto.SealedBytes(_world.Keys, new Core.Platform.Crypto.SystemRandomSource()));
        Assert.Equal(Password, leaked.Open(lines[0])!.Reveal());
        lines[0].SealedPassword = lines[1].SealedPassword;
        Assert.Null(leaked.Open(lines[0]));
    }

    [Fact]
    public async Task Whoever_chose_another_password_since_the_date_is_left_out()
    {
        await _world.ChangeAsync("d.zola", (account, db) => db.Add(new Actor(ActorKind.AccountHolder).Event("account.password-changed", Clock.UtcNow.AddDays(-3), account.Id)));
        await _world.ChangeAsync("e.zola", (account, db) => db.Add(new Actor(ActorKind.AccountHolder).Event("account.password-recovered", Clock.UtcNow.AddDays(-9), account.Id)));
        var preview = await _world.CheckedAsync("d.zola\ne.zola\n", changedSince: Clock.UtcNow.AddDays(-5));
        Assert.Equal([LineVerdict.Found, LineVerdict.ChangedSince], preview.Verdicts.Select(one => one.Verdict));
    }

    [Theory]
    [InlineData("", "name of 1 to 100")]
    [InlineData("leak", "")]
    public async Task Names_dates_and_files_that_cannot_be_taken_are_refused_and_leave_nothing(string name, string reason)
    {
        await Assert.ThrowsAsync<CampaignRefusedException>(() => _world.LoadAsync("un deux\n;;;\n\n", "other"));
        await Assert.ThrowsAsync<CampaignRefusedException>(() => _world.LoadAsync("d.zola", "other", Clock.UtcNow.AddDays(1)));
        if (name.Length > 0)
        {
            await _world.LoadAsync("d.zola\n");
            Assert.Contains("of that name", (await Assert.ThrowsAsync<CampaignRefusedException>(() => _world.LoadAsync("e.zola\n"))).Message, StringComparison.Ordinal);
            Assert.Contains("loaded already", (await Assert.ThrowsAsync<CampaignRefusedException>(() => _world.LoadAsync("d.zola\n", "again"))).Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains(reason, (await Assert.ThrowsAsync<CampaignRefusedException>(() => _world.LoadAsync("d.zola", name))).Message, StringComparison.Ordinal);
        }

        await using var db = Stores.Main();
        Assert.Equal(name.Length, 4 * await db.Set<Campaign>().CountAsync(Cancellation));
        Assert.Equal(name.Length, 4 * await db.Set<CampaignLine>().CountAsync(Cancellation));
    }

    [Fact]
    public async Task A_load_that_died_gives_its_place_to_the_next_of_that_name()
    {
        await using (var db = Stores.Main())
        {
            var dead = new Campaign { Id = Guid.CreateVersion7(), Name = "leak", CreatedBy = "op" };
            db.AddRange(dead, new CampaignLine { CampaignId = dead.Id, Number = 1, Username = "d.zola" });
            await db.SaveChangesAsync(Cancellation);
        }

        Assert.Equal(1, (await _world.CheckedAsync("e.zola\n")).Accounts);
        await using var read = Stores.Main();
        Assert.Equal(1, await read.Set<CampaignLine>().CountAsync(Cancellation));
    }

    [Fact]
    public async Task A_hundred_thousand_lines_are_checked_though_the_worker_dies_on_the_way()
    {
        var file = string.Join("\r\n", Enumerable.Range(0, 100_000).Select(i => i switch { 500 => "d.zola", 70_000 => "e.zola", 99_999 => "d.zola", _ => $"\"p.inconnu{i}\"" }));
        var campaign = await _world.LoadAsync(file);
        Assert.Equal(100_000, campaign.Lines);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _world.WorkAsync(campaign.Id, units: 50));
        Assert.Equal(CampaignState.Ready, await _world.WorkAsync(campaign.Id));
        var preview = await _world.Preview.RunAsync(campaign.Id, Cancellation);
        Assert.Equal([(LineVerdict.Found, 2), (LineVerdict.Unknown, 99_997), (LineVerdict.Duplicate, 1)], preview.Verdicts.Select(one => (one.Verdict, one.Lines)));
        Assert.Equal(Enumerable.Range(1, 10), preview.Verdicts[1].First);
    }

    [Fact]
    [Trait("Rule", "S-MT3")]
    public async Task Nothing_is_loaded_or_checked_during_maintenance()
    {
        var campaign = await _world.LoadAsync("d.zola\n");
        Stores.ReadOnly.Plan(DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddHours(1));
        await Assert.ThrowsAsync<ReadOnlyModeException>(() => _world.LoadAsync("e.zola\n", "other"));
        await Assert.ThrowsAsync<ReadOnlyModeException>(() => _world.WorkAsync(campaign.Id));
        Assert.Equal(LineVerdict.Waiting, Assert.Single(await _world.LinesAsync(campaign.Id)).Verdict);
    }

    [Fact]
    public async Task A_check_goes_behind_whatever_else_waits_for_the_worker_and_ends_all_the_same()
    {
        var campaign = await _world.LoadAsync(string.Concat(Enumerable.Range(0, 3_000).Select(i => $"p.inconnu{i}\n")) + "d.zola\n");
        await using var db = Stores.Main();
        db.Add(new Operation { Id = Guid.CreateVersion7(), Kind = "inform", Argument = "{}", CreatedAt = Clock.UtcNow });
        await db.SaveChangesAsync(Cancellation);
        Assert.Equal(CampaignState.Checking, await _world.WorkAsync(campaign.Id));
        Assert.Equal(1_000, (await _world.LinesAsync(campaign.Id)).Count(line => line.Verdict != LineVerdict.Waiting));
        Assert.Equal(2, await db.Set<Operation>().CountAsync(operation => operation.Kind == CheckHandler.OperationKind, Cancellation));
        await db.Set<Operation>().Where(operation => operation.Kind == "inform").ExecuteDeleteAsync(Cancellation);
        Assert.Equal(CampaignState.Ready, await _world.WorkAsync(campaign.Id));
        Assert.Equal(1, (await _world.Preview.RunAsync(campaign.Id, Cancellation)).Accounts);
    }

    [Fact]
    public async Task A_campaign_cancelled_while_it_is_checked_leaves_no_line()
    {
        var campaign = await _world.LoadAsync($"d.zola;{Password}\n");
        await _world.Cancel.RunAsync(campaign.Id, CampaignWorld.Operator, Cancellation);
        Assert.Equal(CampaignState.Cancelled, await _world.WorkAsync(campaign.Id));
        Assert.Empty(await _world.LinesAsync(campaign.Id));
        Assert.Equal(1, (await _world.CheckedAsync("d.zola\n")).Accounts);
    }

    private static Account Activated(Account account)
    {
        (account.State, account.PasswordHash) = (AccountState.Activated, "hash");
        return account;
    }
}

public sealed class CampaignOnSqlite() : CampaignTests(Engine.Sqlite);

public sealed class CampaignOnPostgreSql() : CampaignTests(Engine.PostgreSql);
