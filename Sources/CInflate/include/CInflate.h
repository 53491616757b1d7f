#ifndef CINFLATE_H
#define CINFLATE_H
int cinflate_placeholder(void);
#endif
