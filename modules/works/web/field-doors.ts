/** How the homes of a project are asked for: the same question on the list, at the door and for a shift without a network. */
export const doors = (community: string, project: string) => ({ community, project, size: 200 })
