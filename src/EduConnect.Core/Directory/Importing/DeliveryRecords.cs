using EduConnect.Core.Directory.Packaging;
using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Directory.Reading;

namespace EduConnect.Core.Directory.Importing;

/// <summary>Reads the files of a delivery in the order the rules need: schools, curricula, guardians, pupils.</summary>
internal static class DeliveryRecords
{
    private static readonly AafEntity[] Order = [AafEntity.School, AafEntity.Mef, AafEntity.Guardian, AafEntity.Pupil, AafEntity.Ignored];

    public static IEnumerable<DeliveryFile> InOrder(Delivery delivery) =>
        delivery.Files
            .OrderBy(file => Array.IndexOf(Order, delivery.Profile.EntityOfFile(file.Parsed.Entity) ?? AafEntity.Ignored))
            .ThenBy(file => file.Parsed.Prefix, StringComparer.Ordinal).ThenBy(file => file.Parsed.Chunk);

    /// <summary>The records of one file; the same object is refilled for each.</summary>
    /// <exception cref="DeliveryRefusedException">The file is not what it should be; the message names it.</exception>
    public static IEnumerable<AafRecord> Of(DeliveryFile file, CancellationToken cancellationToken)
    {
        using var reader = Guard(file, file.Open);
        var record = new AafRecord();
        while (Guard(file, () => reader.Read(record)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return record;
        }
    }

    private static T Guard<T>(DeliveryFile file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DeliveryRefusedException error)
        {
            throw new DeliveryRefusedException(error.Remark with { File = file.Name }, error);
        }
        catch (IOException error)
        {
            throw new DeliveryRefusedException(ImportRemark.Of("FileUnreadable", error.Message) with { File = file.Name }, error);
        }
    }
}
