using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Directory.Importing;

/// <summary>
/// Schools that are open here and that a complet, or the white list, drops: that they lose their people is what was asked for, so the safety brake leaves them alone.
/// A school that was never loaded, or has long gone, is none of them: it switches nothing off (domain 2.4).
/// </summary>
internal static class DroppedSchools
{
    /// <summary>Those of the source.</summary>
    public static async Task<HashSet<Guid>> FindAsync(MainDb db, StagedDelivery staged, CancellationToken cancellationToken)
    {
        var (academie, degree) = (staged.Delivery.Academie, staged.Delivery.Degree);
        var outside = staged.Schools.Values.Where(school => !school.IsAccepted).Select(school => school.Id).ToHashSet();
        var open = outside.Count == 0
            ? []
            : await db.Set<School>().Where(school => school.Academie == academie && school.Degree == degree && school.GoneAt == null).Select(school => school.Id).ToListAsync(cancellationToken);
        outside.IntersectWith(open);
        return outside;
    }
}
