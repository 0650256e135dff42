using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Accounts;

/// <summary>New keys for passwords while everything goes on: stopped in the middle, run again, and no old key goes before its time (S-PP4).</summary>
[Trait("Rule", "S-PP4")]
public abstract class KeyRotationTests(Engine engine) : StorageSuite(engine)
{
    private const int Many = 700;
    private static readonly Actor Operator = new(ActorKind.Operator, "op");
    private readonly SystemRandomSource _random = new();
    private KeyRing _keys = null!;

    private string KeyFolder => Path.Combine(Stores.Folder, "keys");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _keys = Ring();
    }

    [Fact]
    public async Task Stopped_in_the_middle_and_run_again_every_copy_is_readable_and_the_old_key_goes_last()
    {
        var clear = await InformAsync(Many);
        var old = _keys.Current(KeyPurpose.ProvisionalDisplay).Id;
        Clock.Advance(TimeSpan.FromDays(1));
        var contexts = 0;
        var broken = new StoreFactory<MainDb>(() => ++contexts > 3 ? throw new IOException("stopped") : Stores.Main());
        await Assert.ThrowsAsync<IOException>(() => Rotate(broken).RunAsync(KeyPurpose.ProvisionalDisplay, Operator, Cancellation));
        var fresh = _keys.Current(KeyPurpose.ProvisionalDisplay).Id;
        Assert.NotEqual(old, fresh);
        Assert.Equal([(old, 200), (fresh, 500)], await CopiesAsync(old, fresh));
        Assert.Equal(clear, await ReadAllAsync(_keys));

        // 90 days are over, but not all is brought over.
        Clock.Advance(TimeSpan.FromDays(91));
        Assert.Equal([new OldKey(old, 200, false)], await Rotate().RetireAsync(KeyPurpose.ProvisionalDisplay, Operator, Cancellation));
        Assert.Equal(200, await Reseal().RunAsync(Cancellation));
        Assert.Equal(0, await Reseal().RunAsync(Cancellation));
        Assert.Equal([new OldKey(old, 0, true)], await Rotate().RetireAsync(KeyPurpose.ProvisionalDisplay, Operator, Cancellation));
        Assert.Equal(clear, await ReadAllAsync(_keys));
        Assert.Equal(clear, await ReadAllAsync(Ring()));
        Assert.Empty(await Rotate().RetireAsync(KeyPurpose.ProvisionalDisplay, Operator, Cancellation));
        await using var db = Stores.Main();
        Assert.Equal(
            [(RotateKey.RotatedCode, $"ProvisionalDisplay {fresh}"), (RotateKey.DestroyedCode, $"ProvisionalDisplay {old}")],
            (await db.Set<AuditEvent>().OrderBy(row => row.Id).ToListAsync(Cancellation)).Select(row => (row.Code, row.Detail)));
    }

    [Fact]
    public async Task A_key_that_nothing_names_stays_as_long_as_backups_may_need_it()
    {
        await InformAsync(1);
        var old = _keys.Current(KeyPurpose.ProvisionalDisplay).Id;
        Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, (await Rotate().RunAsync(KeyPurpose.ProvisionalDisplay, Operator, Cancellation)).Resealed);
        Clock.Advance(TimeSpan.FromDays(89));
        Assert.Equal([new OldKey(old, 0, false)], await Rotate().RetireAsync(KeyPurpose.ProvisionalDisplay, Operator, Cancellation));
        Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal([new OldKey(old, 0, true)], await Rotate().RetireAsync(KeyPurpose.ProvisionalDisplay, Operator, Cancellation));
    }

    [Theory]
    [InlineData(KeyPurpose.ProvisionalVerification)]
    [InlineData(KeyPurpose.Pepper)]
    public async Task What_sign_in_compares_with_keeps_its_old_key_while_one_account_needs_it(KeyPurpose purpose)
    {
        await InformAsync(2);
        var old = _keys.Current(purpose).Id;
        Guid id;
        await using (var db = Stores.Main())
        {
            var account = await db.Set<Account>().FirstAsync(one => one.ProvisionalMac != null, Cancellation);
            account.PasswordHash = $"$argon2id$v=19$m=19456,t=2,p=1,keyid={Base64(old)}${Base64("0123456789abcdef")}${Base64("0123456789abcdef0123456789abcdef")}";
            Assert.True(Core.Accounts.Passwords.PasswordHash.TryParse(account.PasswordHash, out _));
            id = account.Id;
            await db.SaveChangesAsync(Cancellation);
        }

        Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, (await Rotate().RunAsync(purpose, Operator, Cancellation)).Resealed);
        Clock.Advance(TimeSpan.FromDays(91));
        Assert.Equal([new OldKey(old, purpose == KeyPurpose.Pepper ? 1 : 2, false)], await Rotate().RetireAsync(purpose, Operator, Cancellation));
        await using (var db = Stores.Main())
        {
            await db.Set<Account>().ExecuteUpdateAsync(set => set.SetProperty(one => one.PasswordHash, (string?)null).SetProperty(one => one.ProvisionalMac, (byte[]?)null), Cancellation);
        }

        Assert.True(Assert.Single(await Rotate().RetireAsync(purpose, Operator, Cancellation)).IsDestroyed);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Rotate().RunAsync(KeyPurpose.PairwiseSubjects, Operator, Cancellation));
    }

    [Fact]
    public void A_running_server_finds_the_key_of_another_process_at_once_and_uses_it_within_a_minute()
    {
        var (old, compared) = (_keys.Current(KeyPurpose.ProvisionalDisplay).Id, _keys.Current(KeyPurpose.ProvisionalVerification).Id);
        Clock.Advance(TimeSpan.FromSeconds(30));
        var other = Ring();
        other.Rotate(KeyPurpose.ProvisionalDisplay);
        var fresh = other.Rotate(KeyPurpose.ProvisionalDisplay).Id;
        var next = other.Rotate(KeyPurpose.ProvisionalVerification).Id;
        Assert.Equal((old, compared), (_keys.Current(KeyPurpose.ProvisionalDisplay).Id, _keys.Current(KeyPurpose.ProvisionalVerification).Id));
        Assert.NotNull(_keys.Find(KeyPurpose.ProvisionalDisplay, fresh));
        Assert.All(new[] { "nobody", "*", "../" + fresh, "", new string('a', 40) }, id => Assert.Null(_keys.Find(KeyPurpose.ProvisionalDisplay, id)));
        Clock.Advance(KeyRing.Freshness);
        Assert.Equal((fresh, next), (_keys.Current(KeyPurpose.ProvisionalDisplay).Id, _keys.Current(KeyPurpose.ProvisionalVerification).Id));
        Assert.False(_keys.Destroy(KeyPurpose.ProvisionalDisplay, fresh));
    }

    [Fact]
    public void A_folder_out_of_reach_takes_no_key_away_and_makes_no_new_one()
    {
        var known = _keys.Current(KeyPurpose.DirectoryIds).Id;
        System.IO.Directory.Move(KeyFolder, KeyFolder + ".away");
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(known, _keys.Current(KeyPurpose.DirectoryIds).Id);
        Assert.False(System.IO.Directory.Exists(KeyFolder));
        System.IO.Directory.Move(KeyFolder + ".away", KeyFolder);
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(known, Assert.Single(_keys.All(KeyPurpose.DirectoryIds)).Id);
    }

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(text)).TrimEnd('=');

    private KeyRing Ring() => new(KeyFolder, Clock, _random);

    private ResealProvisional Reseal(StoreFactory<MainDb>? main = null) => new(main ?? new StoreFactory<MainDb>(Stores.Main), new ProvisionalPasswordVault(_keys, _random), Stores.ReadOnly);

    private RotateKey Rotate(StoreFactory<MainDb>? main = null) => new(
        main ?? new StoreFactory<MainDb>(Stores.Main), new StoreFactory<OperationalDb>(Stores.Operational), _keys, Reseal(main), Stores.ReadOnly, new RetentionOptions(), Clock);

    private async Task<Dictionary<Guid, string>> InformAsync(int count)
    {
        var clear = new Dictionary<Guid, string>();
        var passwords = new ProvisionalPasswords(_keys, _random, Clock);
        await using var db = Stores.Main();
        var data = new TestData(db);
        var school = data.School();
        for (var i = 0; i < count; i++)
        {
            var account = data.Pupil(school).Account!;
            var (password, copies) = passwords.Draw(account.Id);
            (account.State, account.ProvisionalCipher, account.ProvisionalMac, account.ProvisionalCreatedAt) = (AccountState.Informed, copies.Cipher, copies.Mac, copies.CreatedAt);
            account.ProvisionalExpiresAt = Clock.UtcNow.AddDays(92);
            clear[account.Id] = password.Reveal();
        }

        await data.SaveAsync();
        return clear;
    }

    private async Task<Dictionary<Guid, string>> ReadAllAsync(KeyRing keys)
    {
        var passwords = new ProvisionalPasswords(keys, _random, Clock);
        await using var db = Stores.Main();
        return await db.Set<Account>().AsNoTracking().ToDictionaryAsync(account => account.Id, account => passwords.Open(account)?.Reveal() ?? "lost", Cancellation);
    }

    private async Task<List<(string Key, int Copies)>> CopiesAsync(params string[] ids)
    {
        await using var db = Stores.Main();
        var copies = await db.Set<Account>().Select(account => account.ProvisionalCipher!).ToListAsync(Cancellation);
        return [.. ids.Select(id => (id, copies.Count(copy => System.Text.Encoding.ASCII.GetString(copy, 1, copy[0]) == id)))];
    }
}

public sealed class KeyRotationOnSqlite() : KeyRotationTests(Engine.Sqlite);

public sealed class KeyRotationOnPostgreSql() : KeyRotationTests(Engine.PostgreSql);
