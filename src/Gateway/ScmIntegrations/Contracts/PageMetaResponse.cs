using Providers.Abstractions.Capabilities;

namespace Gateway.ScmIntegrations.Contracts;

/// <summary><c>{"pagination":{…}}</c>.</summary>
internal sealed record PageMetaResponse(PaginationResponse Pagination);

/// <summary>Where a page stands; the neighbours are null where there is none.</summary>
internal sealed record PaginationResponse(int? PrevPage, int CurrentPage, int? NextPage, int TotalPages, int TotalCount)
{
    public static PaginationResponse From(ScmPageRequest page, int totalCount)
    {
        var totalPages = (int)((totalCount + (long)page.Size - 1) / page.Size);
        return new PaginationResponse(
            page.Number > 1 ? page.Number - 1 : null,
            page.Number,
            page.Number < totalPages ? page.Number + 1 : null,
            totalPages,
            totalCount);
    }
}
