using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EduConnect.Core.Directory;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Operators.Imports;

/// <summary>What an operator decided of a deposit that the safety brake holds: the argument of the work that does it.</summary>
/// <param name="Degree">degree of its folder</param>
/// <param name="Deposit">its name</param>
/// <param name="IsApplied">applied all the same, rather than refused</param>
public sealed record HeldDecision(Degree Degree, string Deposit, bool IsApplied)
{
    internal string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    internal static HeldDecision Read(string argument) => JsonSerializer.Deserialize<HeldDecision>(argument, JsonSerializerOptions.Web)!;

    /// <summary>
    /// The work that stands for a deposit, and the identifier that the next one would have. It is derived from the deposit, so that of two operators one
    /// decides; a decision whose work failed for good may be taken again.
    /// </summary>
    internal static async Task<(Operation? Standing, Guid Free)> FindAsync(MainDb db, Degree degree, string deposit, CancellationToken cancellationToken)
    {
        for (var number = 0; ; number++)
        {
            var id = IdOf(degree, deposit, number);
            var work = await db.Set<Operation>().AsNoTracking().FirstOrDefaultAsync(operation => operation.Id == id, cancellationToken);
            if (work is not { State: OperationState.Failed })
            {
                return (work, id);
            }
        }
    }

    private static Guid IdOf(Degree degree, string deposit, int number) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"held {DegreeCode.Write(degree)} {deposit} {number}"))).AsSpan(0, 16));
}
