using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Addresses;

/// <summary>Reads the addresses of Paramètres.</summary>
[UseCase(Effect.Reads)]
public sealed class ReadSchoolAddresses(IDbContextFactory<MainDb> main)
{
    /// <summary>The addresses of the school, switched on or not; none for people without one.</summary>
    public async Task<IReadOnlyDictionary<AddressedPeople, SchoolAddress>> RunAsync(EstablishmentScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        return await db.Set<SchoolAddress>().AsNoTracking().ToDictionaryAsync(address => address.People, cancellationToken);
    }

    /// <summary>Whether letters and mails of a list carry no address at all: those of legal guardians always name the portal, the others only what the school adds (domain 10.12).</summary>
    public async Task<bool> IsMissingAsync(EstablishmentScope scope, ListKind kind, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (CarriesPortal(kind))
        {
            return false;
        }

        await using var db = await scope.OpenAsync(main, cancellationToken);
        return await ShownAsync(db, kind, cancellationToken) is null;
    }

    /// <summary>Whether letters of a list name the portal.</summary>
    internal static bool CarriesPortal(ListKind kind) => kind is ListKind.LegalGuardians or ListKind.Guardians;

    /// <summary>The address that letters and mails of a list carry now; null when none is switched on.</summary>
    /// <param name="db">opened for one school</param>
    /// <param name="kind">the list of whoever is informed</param>
    /// <param name="cancellationToken">the caller gave up</param>
    internal static async Task<string?> ShownAsync(MainDb db, ListKind kind, CancellationToken cancellationToken) =>
        PeopleOf(kind) is { } people
            ? await db.Set<SchoolAddress>().Where(address => address.People == people && address.IsOn).Select(address => address.Address).SingleOrDefaultAsync(cancellationToken)
            : null;

    // Paramètres is a tab of the 2nd degree: the list of both kinds of guardians has no address of its own (domain 10.2).
    private static AddressedPeople? PeopleOf(ListKind kind) => kind switch
    {
        ListKind.Pupils or ListKind.ExternalPupils => AddressedPeople.Pupils,
        ListKind.PersonsInCharge => AddressedPeople.PersonsInCharge,
        ListKind.LegalGuardians => AddressedPeople.LegalGuardians,
        _ => null,
    };
}
