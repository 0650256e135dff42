using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Usernames;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Accounts.Usernames;

/// <summary>Usernames p.nomXX (domain 3.2).</summary>
public sealed class UsernameRuleTests
{
    [Theory]
    [InlineData("Jean", "DUPONT", "j.dupont")]
    [InlineData("Éloïse", "D'ARC LE GOFF", "e.darclegoff")]
    [InlineData("Anne-Marie", "Saint-Exupéry", "a.saint-exupery")]
    [InlineData("", "FOYER DES BRUYERES", "foyerdesbruyeres")]
    [InlineData("Œdipe", "Bœuf", "o.boeuf")]
    [InlineData("Łukasz", "Øster-ß", "l.oster-ss")]
    [InlineData("李", "王", "compte")]
    [InlineData("'Aïcha", "--EL--HADJ--", "a.el-hadj")]
    [InlineData("3e", "N'=cmd|1", "e.ncmd1")]
    public void The_base_is_the_initial_a_dot_and_the_birth_name(string first, string family, string expected) =>
        Assert.Equal(expected, UsernameBase.Of(first, family));

    [Fact]
    public void A_base_is_never_longer_than_sixty_signs() => Assert.Equal(UsernameBase.Longest, UsernameBase.Of("A", new string('b', 300)).Length);

    [Fact]
    public void Numbers_of_a_base_never_repeat_and_go_on_when_four_figures_are_used_up()
    {
        var numbers = new UsernameNumbers([1, 2, 3]);
        var given = Enumerable.Range(0, 12_000).Select(rank => numbers.At("j.martin", rank)).ToList();
        Assert.Equal(12_000, given.Distinct().Count());
        Assert.All(given.Take(9_990), number => Assert.InRange(number, 10, 9_999));
        Assert.All(given.Skip(9_990), number => Assert.InRange(number, 10_000, 9_999_999));
    }

    [Fact]
    public void Numbers_tell_neither_their_rank_nor_anything_without_the_key()
    {
        var given = Enumerable.Range(0, 1_000).Select(rank => new UsernameNumbers([1]).At("j.martin", rank)).ToList();
        Assert.NotEqual(given.Order(), given);
        Assert.NotEqual(given, Enumerable.Range(0, 1_000).Select(rank => new UsernameNumbers([2]).At("j.martin", rank)));
        Assert.NotEqual(given, Enumerable.Range(0, 1_000).Select(rank => new UsernameNumbers([1]).At("l.martin", rank)));
    }
}

public abstract class UsernameAllocatorTests(Engine engine) : StorageSuite(engine)
{
    [Fact]
    [Trait("Rule", "domain 3.2")]
    public async Task The_first_gets_the_bare_base_and_no_username_is_ever_given_twice_even_after_deletion()
    {
        var allocator = new UsernameAllocator(new KeyRing(Path.Combine(Stores.Folder, "keys"), Clock, new SystemRandomSource()));
        await using var db = Stores.Main();
        var first = await allocator.AllocateAsync(db, Stores.Provider.Bulk(db), ["j.martin", "j.martin", "a.petit", "j.martin"], Cancellation);
        Assert.Equal(("j.martin", "a.petit"), (first[0], first[2]));
        db.AddRange(first.Take(3).Select((username, i) => new Account { Id = new Guid(i, 0, 0, new byte[8]), Username = username, CreatedAt = Clock.UtcNow }));
        db.Add(new RetiredUsername { Username = first[3] });
        await db.SaveChangesAsync(Cancellation);
        await db.Set<Account>().Where(account => account.Username == "j.martin").ExecuteDeleteAsync(Cancellation);
        db.Add(new RetiredUsername { Username = "j.martin" });
        await db.SaveChangesAsync(Cancellation);
        db.ChangeTracker.Clear();
        var second = await allocator.AllocateAsync(db, Stores.Provider.Bulk(db), [.. Enumerable.Repeat("j.martin", 500)], Cancellation);
        await db.SaveChangesAsync(Cancellation);
        Assert.Equal(504, first.Concat(second).Distinct().Count());
    }

    [Fact]
    public async Task A_number_that_an_older_account_holds_is_passed_over()
    {
        var keys = new KeyRing(Path.Combine(Stores.Folder, "keys"), Clock, new SystemRandomSource());
        var numbers = new UsernameNumbers(keys.All(KeyPurpose.Usernames)[0].Secret);
        await using var db = Stores.Main();
        db.Add(new Account { Id = new Guid(1, 0, 0, new byte[8]), Username = "a.voisin", CreatedAt = Clock.UtcNow });
        db.Add(new Account { Id = new Guid(2, 0, 0, new byte[8]), Username = $"a.voisin{numbers.At("a.voisin", 0)}", CreatedAt = Clock.UtcNow });
        await db.SaveChangesAsync(Cancellation);
        var given = await new UsernameAllocator(keys).AllocateAsync(db, Stores.Provider.Bulk(db), ["a.voisin"], Cancellation);
        Assert.Equal($"a.voisin{numbers.At("a.voisin", 1)}", given[0]);
    }
}

public sealed class UsernameAllocatorOnSqlite() : UsernameAllocatorTests(Engine.Sqlite);

public sealed class UsernameAllocatorOnPostgreSql() : UsernameAllocatorTests(Engine.PostgreSql);
